using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>No instance stuck: none faulted, no signal lying about, and whoever waits has something to wait for.</summary>
internal sealed class InstanceChecks(SimulationDatabase database, Ledger ledger)
{
    public async Task AtRestAsync()
    {
        Invariants.Hold("no instance faults", await database.QueryAsync(
            "select id || ' at ' || coalesce(activity_id, 'its start') || ': ' || coalesce(fault, '') from instances where status = 'Faulted'",
            row => row.GetString(0)).ConfigureAwait(false));
        Invariants.Hold("no signal is lost", await database.QueryAsync(
            """
            select s.instance_id || ' ' || s.name || ' at ' || coalesce(i.activity_id, '-')
              || case when s.is_parked then ' parked: ' else ' waits: ' end || coalesce(s.failure, '')
            from signals s left join instances i on i.id = s.instance_id where s.delivered_at is null
            """,
            row => row.GetString(0)).ConfigureAwait(false));
        Invariants.Hold("history has no gaps", await database.QueryAsync(
            """
            select i.id || ' is at step ' || i.step from instances i
            where (select count(*) from history h where h.instance_id = i.id)
                <> (select coalesce(max(h.step), 0) from history h where h.instance_id = i.id)
               or i.step - (select count(*) from history h where h.instance_id = i.id)
                <> case when i.status = 'Waiting' then 1 else 0 end
            """,
            row => row.GetString(0)).ConfigureAwait(false));
        await WaitsAsync().ConfigureAwait(false);
    }

    private async Task WaitsAsync()
    {
        var waiting = await database.QueryAsync(
            """
            select i.id, i.definition_id, coalesce(i.activity_id, ''), i.waits_for,
              (select count(*) from deadlines d where d.subject_id = i.id and d.fired_at is null and d.cancelled_at is null),
              (select count(*) from instances c where c.parent_id = i.id and c.status <> 'Finished'),
              (select count(*) from secretariat_tasks t where t.about_id = i.id and not t.is_done)
            from instances i where i.status <> 'Finished'
            """,
            row => new Waiting(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4),
                row.GetInt32(5), row.GetInt32(6)))
            .ConfigureAwait(false);
        Invariants.Hold("whoever waits has something to wait for", waiting.Where(instance => !IsLegitimate(instance))
            .Select(instance => $"{instance.Id} at {instance.Activity} for {instance.For}"));
    }

    private bool IsLegitimate(Waiting instance) => instance.Deadlines > 0 || instance.Tasks > 0
        || (instance.For.Contains("ChildEnded", StringComparison.Ordinal) && instance.Children > 0)
        || (IsAnswerable(instance) && IsForPeople(instance));

    /// <summary>Who waits for a child waits for nothing else, but for minutes that the next meeting approves.</summary>
    private static bool IsAnswerable(Waiting instance) =>
        instance.Activity == "approveMinutes" || !instance.For.Contains("ChildEnded", StringComparison.Ordinal);

    /// <summary>What people do when they do it, and what nobody is reminded of.</summary>
    private bool IsForPeople(Waiting instance) => instance.Definition switch
    {
        "agenda-item" => IsForPeople(instance.Activity, ledger.Items.Get(instance.Id)),
        // The minutes are an item of the next meeting.
        "meeting" => instance.Activity == "approveMinutes" && ledger.Items.All.Any(item =>
            item.AboutMeetingId == instance.Id && item.State is not (ItemState.Reported or ItemState.Withdrawn)),
        // An approval has its rungs, and after the last of them a task.
        _ => false,
    };

    /// <summary>The chair's choice has a ladder, and what finds no meeting is a task: they never wait for people alone.</summary>
    private bool IsForPeople(string activity, Item item) => activity switch
    {
        "awaitSubmission" or "awaitFindings" => item.State == ItemState.Draft,
        "awaitDecision" => item.State == ItemState.OnAgenda,
        "awaitMinutes" => ledger.Treatments.All.Where(treatment => treatment.ItemId == item.Id && treatment.Decision is not null)
            .MaxBy(treatment => treatment.Round) is { } last
                && ledger.Meetings.Get(last.MeetingId).State < MeetingState.Published,
        _ => false,
    };

    private sealed record Waiting(
        string Id, string Definition, string Activity, string For, int Deadlines, int Children, int Tasks);
}
