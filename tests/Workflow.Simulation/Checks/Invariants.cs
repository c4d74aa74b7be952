using Workflow.Forums.Items;
using Workflow.Forums.Publications;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>What must hold after every step, what must hold when nothing is under way, and what must hold in the end.</summary>
internal sealed class Invariants : IDisposable
{
    private readonly Surroundings _around;
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly ItemChecks _items;
    private readonly DeadlineChecks _deadlines;
    private readonly LetterChecks _letters;
    private readonly InstanceChecks _instances;
    private readonly RuleChecks _rules;
    private readonly ReminderChecks _reminders;
    private readonly OwedChecks _owed;
    private readonly ChainChecks _chain;
    private readonly HashSet<string> _pages = new(StringComparer.Ordinal);
    private int _seen = -1;

    public Invariants(Surroundings around, Ledger ledger, TimeProvider clock)
    {
        (_around, _ledger, _clock) = (around, ledger, clock);
        _items = new ItemChecks(ledger);
        _deadlines = new DeadlineChecks(around.Database, clock);
        _letters = new LetterChecks(around.Database, around.Mail, ledger);
        _instances = new InstanceChecks(around.Database, ledger);
        _rules = new RuleChecks(ledger, around.Cast.Bodies);
        _reminders = new ReminderChecks(around.Database, ledger);
        _owed = new OwedChecks(around.Database, ledger, around.Cast);
        _chain = new ChainChecks(around.Database);
        around.Mail.DieBeforeMark = around.Faults.DieAtMark;
    }

    /// <summary>When the next open deadline is tried (UTC).</summary>
    public DateTimeOffset? NextDue => _deadlines.Next;

    /// <summary>But for those that only approve minutes: each meeting makes another of them.</summary>
    public bool AllItemsEnded => _ledger.Items.All.All(item =>
        item.State is ItemState.Ended or ItemState.Reported or ItemState.Withdrawn || item.Standing != StandingItem.None);

    /// <summary>Left so by a process that died: only the next start looks at them.</summary>
    public async Task<bool> IsAnyLetterSendingAsync() =>
        await _around.Database.CountAsync(
            "select count(*) from letter_statuses where status = 'Sending'").ConfigureAwait(false) > 0;

    public void Dispose() => _letters.Dispose();

    /// <summary>Cheap, and only where something was written since.</summary>
    public async Task EachStepAsync()
    {
        if (_seen == _around.Faults.Commits)
            return;
        _seen = _around.Faults.Commits;
        _items.EachStep();
        _rules.EachStep();
        await _deadlines.EachStepAsync().ConfigureAwait(false);
        await _letters.EachStepAsync().ConfigureAwait(false);
        await _chain.EachStepAsync().ConfigureAwait(false);
    }

    /// <summary>Nothing breaks, and everything that can happen at this moment has happened.</summary>
    public async Task AtRestAsync()
    {
        var now = _clock.GetUtcNow();
        await _deadlines.AtRestAsync(now).ConfigureAwait(false);
        await _letters.AtRestAsync(now).ConfigureAwait(false);
        await _instances.AtRestAsync().ConfigureAwait(false);
        _items.AtRest();
        _rules.AtRest();
        await _reminders.AtRestAsync().ConfigureAwait(false);
        await _owed.AtRestAsync().ConfigureAwait(false);
        await PagesAsync().ConfigureAwait(false);
    }

    public async Task AtTheEndAsync(AuditVerifier verifier)
    {
        var report = await verifier.VerifyAsync(CancellationToken.None).ConfigureAwait(false);
        Hold("the audit chain is whole", report.Faults.Select(fault => $"{fault.Row}: {fault.Problem}"));
        Hold("the world lives", _ledger.Meetings.All.Any(meeting => meeting.ClosedAt is not null) && _ledger.Items.All.Count >= 3
            ? []
            : [$"{_ledger.Items.All.Count} items, {_ledger.Meetings.All.Count} meetings, none of them closed"]);
        var open = _ledger.Items.All.Where(item =>
            item.State is not (ItemState.Ended or ItemState.Reported or ItemState.Withdrawn)
                && item.Standing == StandingItem.None);
        Hold("every item comes to its end", open.Select(item =>
            $"{item.Id} is still {item.State}, meant for {item.TargetBodyId} {item.TargetDate}"));
    }

    public static void Hold(string invariant, IEnumerable<string> offences)
    {
        var all = offences.ToList();
        if (all.Count > 0)
            throw new InvariantException(
                invariant, string.Join("; ", all.Take(5)) + (all.Count > 5 ? $" and {all.Count - 5} more" : ""));
    }

    /// <summary>A page that a party's deadline still holds back is neither written nor missing.</summary>
    private async Task PagesAsync()
    {
        var now = _clock.GetUtcNow();
        var unwritten = await _around.Database.QueryAsync(
            "select data from publications where not is_written",
            row => ForumJson.Read<Publication>(row.GetString(0))).ConfigureAwait(false);
        var held = unwritten.Where(page => PublicationRules.IsHeld(page, now)).ToList();
        Hold("every page is written", unwritten.Except(held).Select(page => page.Id));
        Hold("a held page is not to be read",
            held.Where(page => _around.Pages.Pages.ContainsKey(page.Path)).Select(page => page.Path));
        foreach (var id in await _around.Database.QueryAsync(
            "select id from publications where is_written", row => row.GetString(0)).ConfigureAwait(false))
        {
            if (!_pages.Add(id))
                continue;
            var data = await _around.Database.QueryAsync(
                "select data from publications where id = $1", row => row.GetString(0), id).ConfigureAwait(false);
            var page = ForumJson.Read<Publication>(data[0]);
            Hold("a written page lies where it belongs", _around.Pages.Pages.ContainsKey(page.Path) ? [] : [page.Path]);
        }
    }
}
