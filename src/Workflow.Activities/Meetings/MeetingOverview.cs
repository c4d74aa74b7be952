using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>A meeting at a glance.</summary>
/// <param name="Instance">Where its lifecycle stands and what it waits for; null before it has begun.</param>
/// <param name="Items">On its agenda, in order.</param>
/// <param name="Approvals">Not answered yet.</param>
/// <param name="Consultations">Open.</param>
/// <param name="Tasks">Open.</param>
public sealed record MeetingOverview(
    Meeting Meeting,
    IReadOnlyList<PlanLine> Plan,
    WaitingInstance? Instance,
    IReadOnlyList<TreatedItem> Items,
    IReadOnlyList<Approval> Approvals,
    IReadOnlyList<Consultation> Consultations,
    IReadOnlyList<SecretariatTask> Tasks,
    IReadOnlyList<DeadlineInfo> Deadlines);

public sealed record PlanLine(PlannedDeadline Deadline, bool IsPast);
