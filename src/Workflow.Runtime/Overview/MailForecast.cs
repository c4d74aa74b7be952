using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Engine.Activities;
using Workflow.Runtime.Overview;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Which letters the open deadlines will cause if nobody acts. Nothing is guessed: the open cases are copied into memory, and
/// there the same activities, with the same rules about who is written to, live through the days to come.
/// </summary>
public sealed class MailForecast
{
    /// <summary>More open cases than this are not copied: the answer would take longer than anybody waits.</summary>
    public const int MostCases = 20_000;

    private readonly TransactionRunner _transactions;
    private readonly ActivityCatalogue _catalogue;

    internal MailForecast(TransactionRunner transactions, ActivityCatalogue catalogue) =>
        (_transactions, _catalogue) = (transactions, catalogue);

    /// <param name="until">UTC; what is due then is still in it.</param>
    /// <returns>Null where there are more than <see cref="MostCases"/> open cases.</returns>
    public async Task<Forecast?> UntilAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var options = new RuntimeOptions
        {
            Database = DatabaseKind.Sqlite,
            ConnectionString = $"Data Source=forecast-{Guid.CreateVersion7():N};Mode=Memory;Cache=Shared;Pooling=False",
        };
        // The copy lives as long as one connection to it is open.
        await using var kept = new SqliteConnection(options.ConnectionString);
        await kept.OpenAsync(cancellationToken).ConfigureAwait(false);
        var clock = new ForecastClock();
        await using var copy = Runtime(options, clock);
        await copy.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        var now = await _transactions.ReadAsync(
            (session, token) => ForecastCopy.TakeAsync(session, copy.GetRequiredService<DatabaseFactory>(), token),
            cancellationToken)
            .ConfigureAwait(false);
        if (now is null)
            return null;
        clock.Now = now.Value;
        await copy.GetRequiredService<DefinitionStore>().LoadStoredAsync(cancellationToken).ConfigureAwait(false);
        return await LiveAsync(copy, clock, until, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Forecast> LiveAsync(
        ServiceProvider copy, ForecastClock clock, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var from = clock.Now;
        var sweep = copy.GetRequiredService<DeadlineSweep>();
        var overview = copy.GetRequiredService<ForumOverview>();
        await StepAsync(copy, cancellationToken).ConfigureAwait(false);
        while (await sweep.NextDueAsync(cancellationToken).ConfigureAwait(false) is { } due && due <= until)
        {
            clock.Now = due > clock.Now ? due : clock.Now;
            await sweep.FireDueAsync("forecast", cancellationToken).ConfigureAwait(false);
            await StepAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        var letters = await overview.NewLettersAsync(cancellationToken).ConfigureAwait(false);
        var fired = await overview.FiredAsync(from, cancellationToken).ConfigureAwait(false);
        var stuck = await overview.ParkedSignalsAsync(cancellationToken).ConfigureAwait(false);
        return new Forecast(
            from,
            until,
            [.. letters.Select(line => Letter(line, fired))],
            [.. stuck.Where(signal => signal.RaisedAt >= from).Select(signal => $"{signal.SubjectId}: {signal.Failure}")]);
    }

    /// <summary>What is under way happens, and every letter arrives.</summary>
    private static async Task StepAsync(ServiceProvider copy, CancellationToken cancellationToken)
    {
        await copy.GetRequiredService<SignalDeliverer>().DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
        await using var db = copy.GetRequiredService<DatabaseFactory>().Create();
        await db.Set<LetterStatusRow>().Where(row => row.NextTry != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, LetterStatus.Sent)
                    .SetProperty(row => row.NextTry, (DateTimeOffset?)null), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The deadline of the letter's own subject where there is one, else all that fired in the same moment.</summary>
    private static ForecastLetter Letter(LetterLine line, IReadOnlyList<DeadlineInfo> fired)
    {
        var then = fired.Where(deadline => deadline.FiredAt == line.QueuedAt).ToList();
        var own = then.Where(deadline => deadline.SubjectId == line.Letter.AboutId).ToList();
        return new ForecastLetter(
            line.QueuedAt,
            line.Letter.Kind,
            line.Letter.AboutId,
            line.Letter.ToPersonId,
            line.Letter.ToName,
            line.Letter.Reason,
            [.. (own.Count > 0 ? own : then).Select(
                deadline => new ForecastCause(deadline.SubjectId, deadline.Kind, deadline.Rung, deadline.Due))]);
    }

    private ServiceProvider Runtime(RuntimeOptions options, TimeProvider clock) => new ServiceCollection()
        .AddSingleton(clock)
        .AddSingleton(_catalogue)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddForumRuntime(options)
        .BuildServiceProvider();

    /// <summary>Jumps from deadline to deadline.</summary>
    private sealed class ForecastClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <param name="From">UTC.</param>
/// <param name="Until">UTC.</param>
/// <param name="Letters">In the order they would be written, if nobody acts.</param>
/// <param name="Stuck">What would fail on the way, and why: what follows from it is not in the letters.</param>
public sealed record Forecast(
    DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<ForecastLetter> Letters, IReadOnlyList<string> Stuck);

/// <param name="At">UTC.</param>
/// <param name="Reason">Why this person would get it.</param>
/// <param name="Because">The deadlines that cause it.</param>
public sealed record ForecastLetter(
    DateTimeOffset At, string Kind, string AboutId, string ToPersonId, string ToName, string Reason,
    IReadOnlyList<ForecastCause> Because);

/// <param name="Due">UTC.</param>
public sealed record ForecastCause(string SubjectId, string Kind, string Rung, DateTimeOffset Due);
