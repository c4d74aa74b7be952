using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>One letter of reminders per person and day at most; what is more than a reminder goes at once, by itself.</summary>
internal sealed class ReminderChecks(SimulationDatabase database, Ledger ledger)
{
    private static readonly BodyClock Zone = new("Europe/Copenhagen");

    private readonly HashSet<(string Person, DateOnly Day)> _bundles = [];
    private long _lastLetter;
    private long _lastRung;

    public async Task AtRestAsync()
    {
        await BundlesAsync().ConfigureAwait(false);
        await EscalationsAsync().ConfigureAwait(false);
    }

    private async Task BundlesAsync()
    {
        var bundles = await database.QueryAsync(
            $"select id, recipient_id, queued_at from letters where kind = '{LetterKinds.Reminders}' and id > $1 order by id",
            row => (Id: row.GetInt64(0), Person: row.GetString(1), Day: Zone.Day(DeadlineChecks.Instant(row, 2))),
            _lastLetter).ConfigureAwait(false);
        foreach (var (id, person, day) in bundles)
        {
            _lastLetter = id;
            Invariants.Hold("one letter of reminders a day", _bundles.Add((person, day)) ? [] : [$"{person} on {day:O}"]);
        }
    }

    /// <summary>Of a rung that fired: whoever it names was written to in the same moment, in a letter of their own.</summary>
    private async Task EscalationsAsync()
    {
        var rungs = await database.QueryAsync(
            $"""
            select d.id, d.subject_id, d.rung, d.subject_version,
              (select count(*) from letters l
               where l.about_id = d.subject_id and l.kind = '{LetterKinds.Escalation}' and l.queued_at = d.fired_at)
            from deadlines d where d.kind = 'approval' and d.fired_at is not null and d.id > $1 order by d.id
            """,
            row => (Id: row.GetInt64(0), About: row.GetString(1), Rung: row.GetString(2), Version: row.GetInt32(3),
                Letters: row.GetInt32(4)),
            _lastRung).ConfigureAwait(false);
        Invariants.Hold("an escalation goes at once, by itself", rungs
            .Where(rung => rung.Letters == 0 && ledger.Approvals.Get(rung.About) is var approval
                && approval.Version == rung.Version && IsForTheSecretariat(approval, rung.Rung))
            .Select(rung => $"{rung.About} {rung.Rung}"));
        // Those before the first that is still open have been looked at for good.
        var open = await database.CountAsync(
            "select coalesce(min(id), 0) from deadlines where kind = 'approval' and next_try is not null").ConfigureAwait(false);
        _lastRung = rungs.Where(rung => open == 0 || rung.Id < open).Select(rung => rung.Id).DefaultIfEmpty(_lastRung).Max();
    }

    /// <summary>Who has always an address.</summary>
    private static bool IsForTheSecretariat(Approval approval, string rung) => approval.Ladder.Any(step =>
        step.Rung == rung && step.To == "secretariat" && step.Effect == RungEffect.Inform && step.WorkingDays > 0);
}
