using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>The background work of a host, as Hangfire would call it on a bad day: not at all, twice, in any order.</summary>
internal sealed class Jobs(Dice dice, Hosts hosts, Surroundings around, Trace trace)
{
    private static readonly (string Name, Func<ForumProcess, Task> Run)[] All =
    [
        ("deadlines", process => process.Sweep.FireDueAsync("job", CancellationToken.None)),
        ("signals", process => process.Deliverer.DeliverPendingAsync(CancellationToken.None)),
        ("mail", process => process.Outbox.DrainAsync(CancellationToken.None)),
        ("pages", process => process.Publications.DrainAsync(CancellationToken.None)),
    ];

    /// <summary>Once a day in the product; it reads much.</summary>
    private const double DutiesChance = 0.1;

    public async Task RunAsync()
    {
        if (dice.Chance(DutiesChance))
            await DutiesAsync().ConfigureAwait(false);
        foreach (var (name, run) in All)
        {
            for (var host = 0; host < hosts.Count && hosts.Count > 1; host++)
                hosts.Skew(host, dice.Between(-60, 60));
            if (hosts.Count > 1 && dice.Chance(0.3))
            {
                await hosts.EverywhereAsync(name, run).ConfigureAwait(false);
                continue;
            }

            var times = dice.Below(10) switch { 0 => 0, 1 => 2, _ => 1 };
            for (var i = 0; i < times; i++)
                await hosts.TryAsync(name, run, dice.Below(hosts.Count)).ConfigureAwait(false);
        }
    }

    /// <summary>Moves what lies with those who left or are away, and tells the ledgers what became of letters.</summary>
    public async Task DutiesAsync()
    {
        var host = dice.Below(hosts.Count);
        await hosts.TryAsync("duties", process => process.Duties.RunAsync(CancellationToken.None), host).ConfigureAwait(false);
        await hosts.TryAsync("ledgers", process => process.Ledgers.RunAsync(CancellationToken.None), host).ConfigureAwait(false);
    }

    /// <summary>Until nothing is left to do at this moment.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; ; round++)
        {
            var before = around.Faults.Commits;
            foreach (var (name, run) in All)
                await hosts.TryAsync(name, run).ConfigureAwait(false);
            if (around.Faults.Commits == before)
                return;
            if (round == 200)
                throw new Checks.InvariantException("the work of a moment ends", "after 200 rounds there is still more to do");
            trace.Tell("settled once more");
        }
    }
}
