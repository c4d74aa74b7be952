namespace Workflow.Forums.Decisions;

/// <summary>What a body decided, read from its wording and confirmed by a person.</summary>
public enum DecisionOutcome
{
    /// <summary>The wording is not understood: an honest answer, nobody guesses.</summary>
    Unknown,
    NoDecision,
    Approved,
    ApprovedWithAmendment,
    PartlyApproved,
    Noted,
    Discussed,

    /// <summary>Consensus or a task, without a formal motion.</summary>
    Agreed,

    /// <summary>Positive, and sent up.</summary>
    Recommended,
    Forwarded,

    /// <summary>Sent back with the word that it was adopted: an approval, though it begins "returned".</summary>
    ReturnedAdopted,
    ReturnedForWork,
    Postponed,
    Withdrawn,
    Rejected,
    SentToHearing,
    Informed,
}
