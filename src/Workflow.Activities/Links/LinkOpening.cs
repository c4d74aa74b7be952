using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;

namespace Workflow.Activities.Links;

/// <summary>What a link opens at a moment.</summary>
/// <param name="Link">Null where nobody was given such a token.</param>
public sealed record LinkOpening(LinkState State, StoredLink? Link)
{
    /// <summary>UTC.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Null for an unknown link: its page is of no body.</summary>
    public Body? Body { get; init; }

    /// <summary>
    /// Name of the party or person the link was given to, so that whoever it was forwarded to sees whose it is.
    /// </summary>
    public string Holder { get; init; } = "";

    /// <summary>Of closed items the document holds the public title only; its reader may read them elsewhere.</summary>
    public bool LeavesOutClosed { get; init; }

    /// <summary>For <see cref="LinkPurpose.Approve"/>.</summary>
    public ApprovalOpening? Approval { get; init; }

    /// <summary>For <see cref="LinkPurpose.Answer"/> and <see cref="LinkPurpose.Read"/>.</summary>
    public ConsultationOpening? Consultation { get; init; }

    public bool IsUsable => State == LinkState.Usable;
}

/// <param name="Refusal">Why the person may not answer now; null where it may.</param>
/// <param name="OnBehalfOf">Name of the person whose duty it is; null for an own one.</param>
/// <param name="Own">What the person has answered, the last; null before.</param>
public sealed record ApprovalOpening(Approval Approval, Refusal? Refusal, string? OnBehalfOf, ApprovalAct? Own);

/// <param name="Party">Null for whoever reads the ledger.</param>
public sealed record ConsultationOpening(Consultation Consultation, ConsultationParty? Party, SavedDraft? Draft)
{
    /// <summary>Whether an answer that comes now is taken as late.</summary>
    public bool IsLate { get; init; }

    /// <summary>
    /// Page made anew for a reader who may see less than when the letter was written; null: the file of the link.
    /// </summary>
    public string? Document { get; init; }
}
