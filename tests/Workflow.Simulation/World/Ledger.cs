using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;

namespace Workflow.Simulation.World;

/// <summary>What stands in the database, read past the product: what people see, and what the checks go by.</summary>
internal sealed class Ledger(SimulationDatabase database)
{
    private int _seen = -1;

    public Shelf<Meeting> Meetings { get; } = new(database, "meetings");

    public Shelf<Item> Items { get; } = new(database, "items");

    public Shelf<Treatment> Treatments { get; } = new(database, "treatments");

    public Shelf<Approval> Approvals { get; } = new(database, "approvals");

    public Shelf<Consultation> Consultations { get; } = new(database, "consultations");

    public Shelf<SecretariatTask> Tasks { get; } = new(database, "secretariat_tasks");

    /// <param name="commits">So many there were until now: nothing is read where there was none since.</param>
    public async Task RefreshAsync(int commits)
    {
        if (_seen == commits)
            return;
        _seen = commits;
        await ReadAsync().ConfigureAwait(false);
    }

    public IEnumerable<Meeting> Coming(string bodyId) =>
        Meetings.All.Where(meeting => meeting.BodyId == bodyId && meeting.State < MeetingState.Held);

    private async Task ReadAsync()
    {
        await Meetings.RefreshAsync().ConfigureAwait(false);
        await Items.RefreshAsync().ConfigureAwait(false);
        await Treatments.RefreshAsync().ConfigureAwait(false);
        await Approvals.RefreshAsync().ConfigureAwait(false);
        await Consultations.RefreshAsync().ConfigureAwait(false);
        await Tasks.RefreshAsync().ConfigureAwait(false);
    }
}
