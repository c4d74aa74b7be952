using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Approvals;

/// <summary>
/// A request for approval as operators and chairs see it: who is asked, on whose behalf, and which rung is next.
/// </summary>
/// <param name="Level">From 1.</param>
/// <param name="Asked">Those with whom an answer lies today.</param>
/// <param name="Next">Null where no rung is left.</param>
public sealed record ApprovalOverview(Approval Approval, int Level, int Levels, IReadOnlyList<AskedPerson> Asked, NextRung? Next)
{
    /// <summary>Why it is not known with whom an answer lies; null where all is well.</summary>
    public string? Trouble { get; init; }
}

/// <param name="OnBehalfOfId">Null where the person answers in an own right.</param>
/// <param name="Because">own, absent, handedOver, barred or mandateEnded.</param>
public sealed record AskedPerson(
    string PersonId, string Name, string Role, string? OnBehalfOfId, string? OnBehalfOfName, string Because);

/// <param name="At">UTC.</param>
public sealed record NextRung(string Rung, DateTimeOffset At, string To, RungEffect Effect);
