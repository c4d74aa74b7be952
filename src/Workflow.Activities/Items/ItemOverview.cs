using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;

namespace Workflow.Activities.Items;

/// <summary>
/// All that is known of an item, for its secretariat: never shown to others, its text is not derived for a reader.
/// </summary>
/// <param name="Treatments">In the order they were made; those taken off an agenda too.</param>
public sealed record ItemOverview(
    Item Item,
    IReadOnlyList<Treatment> Treatments,
    IReadOnlyList<SecretariatTask> OpenTasks,
    IReadOnlyList<Consultation> Consultations,
    IReadOnlyList<Approval> Approvals);
