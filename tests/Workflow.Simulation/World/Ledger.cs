using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;

namespace Workflow.Simulation.World;

/// <summary>What stands in the database, read past the product: what people see, and what the checks go by.</summary>
internal sealed class Ledger(SimulationDatabase database)
{
    public Shelf<Meeting> Meetings { get; } = new(database, "meetings");

    public Shelf<Item> Items { get; } = new(database, "items");

    public Shelf<Treatment> Treatments { get; } = new(database, "treatments");

    public Shelf<Approval> Approvals { get; } = new(database, "approvals");

    public Shelf<Consultation> Consultations { get; } = new(database, "consultations");

    public Shelf<SecretariatTask> Tasks { get; } = new(database, "secretariat_tasks");

    public async Task RefreshAsync()
    {
        await Meetings.RefreshAsync().ConfigureAwait(false);
        await Items.RefreshAsync().ConfigureAwait(false);
        await Treatments.RefreshAsync().ConfigureAwait(false);
        await Approvals.RefreshAsync().ConfigureAwait(false);
        await Consultations.RefreshAsync().ConfigureAwait(false);
        await Tasks.RefreshAsync().ConfigureAwait(false);
    }

    /// <summary>Those on an agenda or decided, and not yet routed: where the item stands now.</summary>
    public IEnumerable<Treatment> Current(string itemId) => Treatments.All.Where(treatment =>
        treatment.ItemId == itemId && treatment.State is TreatmentState.Listed or TreatmentState.Decided && treatment.ItemId == itemId);

    public IEnumerable<Meeting> Coming(string bodyId) => Meetings.All.Where(meeting => meeting.BodyId == bodyId && meeting.State < MeetingState.Held);
}
