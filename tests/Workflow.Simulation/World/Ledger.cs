using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;

namespace Workflow.Simulation.World;

/// <summary>What stands in the database, read past the product: what people see, and what the checks go by.</summary>
internal sealed class Ledger(SimulationDatabase database) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public Shelf<Meeting> Meetings { get; } = new(database, "meetings");

    public Shelf<Item> Items { get; } = new(database, "items");

    public Shelf<Treatment> Treatments { get; } = new(database, "treatments");

    public Shelf<Approval> Approvals { get; } = new(database, "approvals");

    public Shelf<Consultation> Consultations { get; } = new(database, "consultations");

    public Shelf<SecretariatTask> Tasks { get; } = new(database, "secretariat_tasks");

    /// <summary>Also while two hosts send letters at once, and each looks before it does.</summary>
    public async Task RefreshAsync()
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public IEnumerable<Meeting> Coming(string bodyId) => Meetings.All.Where(meeting => meeting.BodyId == bodyId && meeting.State < MeetingState.Held);

    public void Dispose() => _one.Dispose();

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
