using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;

namespace Workflow.Forums.Bodies;

/// <summary>
/// Rules of a body that count from a day on. What is left out is as it was before; what is named is replaced whole. Cases that
/// run already keep the rules they began with.
/// </summary>
public sealed record RuleChange
{
    /// <summary>First local day; it also names this version of the rules in stored cases, so it never changes.</summary>
    public required DateOnly From { get; init; }

    public WorkingDayRule? WorkingDays { get; init; }

    public MeetingRules? Meetings { get; init; }

    public NoticeRules? ExtraordinaryMeetings { get; init; }

    public ApprovalRule? AgendaApproval { get; init; }

    public ApprovalRule? MinutesApproval { get; init; }

    public IReadOnlyList<ApprovalPlan>? Approvals { get; init; }

    public MinutesApprovalWay? MinutesApprovedAt { get; init; }

    public AmendedMinutesWay? AmendedMinutes { get; init; }

    public IReadOnlyList<LadderStep>? Ladder { get; init; }

    public string? SilenceRule { get; init; }

    public ItemConsultationRule? ItemConsultation { get; init; }

    public bool? ItemApproval { get; init; }

    public IReadOnlyList<RouteRow>? Routes { get; init; }
}
