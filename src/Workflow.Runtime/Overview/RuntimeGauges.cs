using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// How the whole stands, as numbers. Reading them asks the database, so they are as old as the last
/// <see cref="RefreshAsync"/>; without one there is nothing to report.
/// </summary>
public sealed class RuntimeGauges : IDisposable
{
    private readonly TransactionRunner _transactions;
    private readonly Meter _meter = new(RuntimeTelemetry.Name);
    private Standing? _last;

    internal RuntimeGauges(TransactionRunner transactions)
    {
        _transactions = transactions;
        _meter.CreateObservableGauge("workflow.deadlines.due", () => Of(standing => standing.Due), "{deadline}",
            "Deadlines that are due and have not fired.");
        _meter.CreateObservableGauge("workflow.deadlines.oldest_due_age", () => Of(standing => standing.OldestDueSeconds), "s",
            "For how long the oldest of them has been due.");
        _meter.CreateObservableGauge("workflow.instances.faulted", () => Of(standing => standing.Faulted), "{instance}",
            "Cases that stand still until an operator acts.");
        _meter.CreateObservableGauge(
            "workflow.letters.pending", () => Of(standing => standing.Letters), "{letter}", "Letters that are to be sent.");
    }

    public async Task RefreshAsync(CancellationToken cancellationToken) => _last = await _transactions.ReadAsync(
        async (session, token) =>
        {
            var now = session.Now;
            var due = session.Db.Set<DeadlineRow>().Where(row => row.NextTry != null && row.NextTry <= now);
            var oldest = await due.OrderBy(row => row.NextTry).Select(row => (DateTimeOffset?)row.Due)
                .FirstOrDefaultAsync(token).ConfigureAwait(false);
            return new Standing(
                await due.CountAsync(token).ConfigureAwait(false),
                oldest is { } at ? Math.Max(0, (now - at).TotalSeconds) : 0,
                await session.Db.Set<InstanceRow>()
                    .CountAsync(row => row.Status == InstanceStatus.Faulted, token).ConfigureAwait(false),
                await session.Db.Set<LetterStatusRow>().CountAsync(row => row.NextTry != null, token).ConfigureAwait(false));
        },
        cancellationToken).ConfigureAwait(false);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Of(Func<Standing, double> number) =>
        Volatile.Read(ref _last) is { } last ? [new Measurement<double>(number(last))] : [];

    private sealed record Standing(int Due, double OldestDueSeconds, int Faulted, int Letters);
}
