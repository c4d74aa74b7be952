namespace Workflow.Forums.Decisions;

/// <summary>One rule that fitted one sentence.</summary>
internal sealed record OutcomeMark(PhraseRule Rule, DecisionOutcome Outcome, string Sentence, string? Body)
{
    public bool IsFormal => Rule.Group is "formal" or "sent";

    public bool IsApproval => Outcome is DecisionOutcome.Approved or DecisionOutcome.ApprovedWithAmendment;
}
