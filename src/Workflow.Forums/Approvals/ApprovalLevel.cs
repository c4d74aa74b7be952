using Workflow.Forums.Deadlines;

namespace Workflow.Forums.Approvals;

/// <summary>Who approves one kind of thing in a body, level by level: the next is asked when the former has said yes.</summary>
public sealed record ApprovalPlan(ApprovalSubject Subject, IReadOnlyList<ApprovalLevel> Levels);

public enum ApprovalSubject
{
    Agenda,
    Minutes,
    Item,
}

/// <param name="Who">Names of roles, such as <c>chair</c> or <c>secretariat</c>, and ids of persons.</param>
public sealed record ApprovalLevel(IReadOnlyList<string> Who, ApprovalRule Rule = ApprovalRule.AnyOne)
{
    /// <summary>Working days the level has from when it is asked; null for the day the plan gives.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>The level's own ladder; null for the body's.</summary>
    public IReadOnlyList<LadderStep>? Ladder { get; init; }
}

/// <summary>A level that has said yes, and to which content.</summary>
/// <param name="At">UTC.</param>
/// <param name="BySilence">The last rung of its ladder counted silence as a yes.</param>
public sealed record GivenLevel(
    int Level, ApprovalRule Rule, IReadOnlyList<Approver> Approvers, string ContentHash, DateTimeOffset At, bool BySilence);
