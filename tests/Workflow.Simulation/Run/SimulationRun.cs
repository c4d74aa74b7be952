using System.Globalization;
using Workflow.Activities.Replay;
using Workflow.Runtime;
using Workflow.Simulation.Acts;
using Workflow.Simulation.Checks;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>One seed: an invented year of a few bodies in which everything breaks that can break.</summary>
internal sealed class SimulationRun : IAsyncDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly int _seed;
    private readonly Dice _dice;
    private readonly VirtualClock _clock;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly Surroundings _around;
    private readonly Ledger _ledger;
    private readonly Scene _scene;
    private readonly Invariants _invariants;
    private readonly Hosts _hosts;
    private readonly People _people;
    private readonly Jobs _jobs;
    private readonly Trace _trace;
    private int _step;

    private SimulationRun(int seed, SimulationOptions options, SimulationDatabase database)
    {
        (_seed, _dice) = (seed, new Dice(seed, "world"));
        _start = Epoch.AddDays(_dice.Below(365));
        (_clock, _end) = (new VirtualClock(_start), _start.AddDays(options.Days));
        var (first, last) = (DateOnly.FromDateTime(_start.UtcDateTime), DateOnly.FromDateTime(_end.UtcDateTime));
        _around = new Surroundings(
            database,
            new Cast(new Dice(seed, "cast"), first, last),
            new PostOffice(new Dice(seed, "mail"), isIdempotent: seed % 2 == 0, trouble: 0.08),
            new PrintShop(new Dice(seed, "pages"), trouble: 0.05),
            new FaultPlan(new Dice(seed, "faults"), database.Kind, rate: 0.015),
            new Random(seed));
        _trace = new Trace(options.IsLoud, _clock);
        _ledger = new Ledger(database);
        _scene = new Scene(seed, _around.Cast, _ledger);
        _hosts = new Hosts(_around, _clock, _trace);
        _invariants = new Invariants(_around, _ledger, _clock);
        _people = new People(seed, _scene, _hosts, _trace);
        _jobs = new Jobs(new Dice(seed, "jobs"), _hosts, _around, _trace);
    }

    public static async Task<SimulationResult> PlayAsync(int seed, SimulationOptions options, SimulationDatabases databases)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var database = await databases.CreateAsync().ConfigureAwait(false);
        await using var run = new SimulationRun(seed, options, database);
        string? failure = null;
        try
        {
            await run.LiveAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The rim of one seed: whatever came out is what was looked for.
            if (exception is ProcessDeathException { InnerException: InvariantException inner })
                exception = inner;
            failure = exception is InvariantException ? exception.Message : $"no other exception comes out: {exception}";
        }

        if (failure is not null && options.IsLoud && database.Kind == DatabaseKind.Sqlite)
            run.Keep();
        return await run.ResultAsync(failure).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync().ConfigureAwait(false);
        _invariants.Dispose();
        _trace.Dispose();
        await _around.Database.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LiveAsync()
    {
        await AdvanceToAsync(_start).ConfigureAwait(false);
        await _hosts.StartAsync().ConfigureAwait(false);
        for (var quiet = 0; _clock.GetUtcNow() < _end; quiet++)
        {
            await AdvanceAsync().ConfigureAwait(false);
            await _jobs.RunAsync().ConfigureAwait(false);
            await CheckAsync().ConfigureAwait(false);
            for (var acts = _dice.Below(4); acts > 0; acts--)
            {
                if (_hosts.Count > 1 && _dice.Chance(0.4))
                    await _people.ActTogetherAsync(_clock.GetUtcNow()).ConfigureAwait(false);
                else
                    await _people.ActAsync(_clock.GetUtcNow()).ConfigureAwait(false);
                await CheckAsync().ConfigureAwait(false);
            }

            if (quiet % 20 == 19)
                await QuietAsync().ConfigureAwait(false);
        }

        await WindDownAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// To the next moment something is due, a little before or after it, some hours on, or over days in which nothing ran.
    /// </summary>
    private Task AdvanceAsync()
    {
        var now = _clock.GetUtcNow();
        var next = now + TimeSpan.FromMinutes(_dice.Between(5, 900));
        if (_dice.Chance(0.4) && _invariants.NextDue is { } due && due > now && due < now.AddDays(3))
            next = due + TimeSpan.FromSeconds(_dice.Pick([-1, 0, 0, 0, 1, 90]));
        else if (_dice.Chance(0.02))
            next = now + TimeSpan.FromDays(_dice.Between(1, 6));
        return AdvanceToAsync(next > now ? next : now.AddSeconds(1));
    }

    /// <summary>The database has the world's clock; those of the hosts may be wrong.</summary>
    private async Task AdvanceToAsync(DateTimeOffset instant)
    {
        _clock.AdvanceTo(instant);
        await _around.Database.SetClockAsync(_clock.GetUtcNow()).ConfigureAwait(false);
    }

    private async Task CheckAsync()
    {
        _step++;
        _around.Faults.NextStep();
        await _ledger.RefreshAsync(_around.Faults.Commits).ConfigureAwait(false);
        await _invariants.EachStepAsync().ConfigureAwait(false);
    }

    /// <summary>Nothing breaks for a moment, and everything that can happen now happens.</summary>
    private async Task QuietAsync()
    {
        var (rate, trouble, pages) = (_around.Faults.Rate, _around.Mail.Trouble, _around.Pages.Trouble);
        (_around.Faults.Rate, _around.Mail.Trouble, _around.Pages.Trouble) = (0, 0, 0);
        _around.Faults.Restart();
        _hosts.SetRight();
        if (_dice.Chance(0.2) || await _invariants.IsAnyLetterSendingAsync().ConfigureAwait(false))
            await _hosts.RestartAsync().ConfigureAwait(false);
        await _jobs.DutiesAsync().ConfigureAwait(false);
        await _jobs.SettleAsync().ConfigureAwait(false);
        // What failed waits for its back-off.
        await AdvanceToAsync(_clock.GetUtcNow() + TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        await _jobs.SettleAsync().ConfigureAwait(false);
        await CheckAsync().ConfigureAwait(false);
        await _invariants.AtRestAsync().ConfigureAwait(false);
        _people.NoAnswerIsLost();
        _people.NoDecisionIsLost();
        (_around.Faults.Rate, _around.Mail.Trouble, _around.Pages.Trouble) = (rate, trouble, pages);
    }

    /// <summary>Everybody does what they should, and nothing breaks: then every item must come to its end.</summary>
    private async Task WindDownAsync()
    {
        (_around.Faults.Rate, _around.Mail.Trouble, _around.Pages.Trouble) = (0, 0, 0);
        _scene.WindsDown = true;
        for (var day = 0; day < 200 && !_invariants.AllItemsEnded; day++)
        {
            _scene.GivesUp = day >= 80;
            if (day % 5 == 0)
                await QuietAsync().ConfigureAwait(false);
            else
                await _jobs.SettleAsync().ConfigureAwait(false);
            await CheckAsync().ConfigureAwait(false);
            for (var acts = 0; acts < 40 && await _people.ActAsync(_clock.GetUtcNow()).ConfigureAwait(false); acts++)
            {
                await _jobs.SettleAsync().ConfigureAwait(false);
                await CheckAsync().ConfigureAwait(false);
            }

            await AdvanceToAsync(_clock.GetUtcNow() + TimeSpan.FromHours(_dice.Between(12, 30))).ConfigureAwait(false);
        }

        await QuietAsync().ConfigureAwait(false);
        await _invariants.AtTheEndAsync(_hosts.First.Verifier).ConfigureAwait(false);
    }

    /// <summary>For the person who looks for the mistake.</summary>
    private void Keep()
    {
        var file = Path.Combine(Path.GetTempPath(), $"simulation-{_seed}.db");
        _around.Database.Keep(file);
        Console.WriteLine($"database: {file}");
    }

    private async Task<SimulationResult> ResultAsync(string? failure) => new(
        _seed,
        _step,
        failure is null ? null : $"seed {_seed} step {_step}: {failure}",
        await _trace.HashAsync(_around.Database).ConfigureAwait(false),
        _around.Cast.Bodies.All.Count * (_clock.GetUtcNow() - _start).TotalDays / 365,
        _around.Faults.Commits,
        _around.Faults.Deaths,
        _around.Faults.Breaks,
        _around.Mail.Taken.Count,
        _around.Faults.DeathsAtMark);
}
