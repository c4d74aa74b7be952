using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>One burst that an engine is asked for: where the instance stands, and the transaction it is to run in.</summary>
public sealed class LifecycleRun
{
    private readonly ForumSession _session;

    internal LifecycleRun(WorkflowDefinition definition, InstanceState state, ForumSession session) =>
        (Definition, State, _session) = (definition, state, session);

    public WorkflowDefinition Definition { get; }

    /// <summary>Where the instance stands before the burst.</summary>
    public InstanceState State { get; }

    /// <summary>What activities change the domain through.</summary>
    public IUnitOfWork UnitOfWork => _session;

    /// <summary>UTC, the same for the whole transaction.</summary>
    public DateTimeOffset Now => _session.Now;

    /// <summary>
    /// The connection with the transaction begun on it, for an engine with tables of its own: what it writes there is kept or
    /// lost with everything else. It must neither commit nor close.
    /// </summary>
    public async Task<DbConnection> JoinAsync(CancellationToken cancellationToken)
    {
        await _session.Transaction.BeginAsync(cancellationToken).ConfigureAwait(false);
        return _session.Transaction.Connection;
    }

    /// <summary>The instance's steps so far, in order; those of this burst are not among them.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(CancellationToken cancellationToken)
    {
        var db = await _session.DbAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.Set<HistoryRow>().AsNoTracking().Where(row => row.InstanceId == State.InstanceId)
            .OrderBy(row => row.Step).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new HistoryEntry(row.Step, row.ActivityId, row.ActivityType, row.Outcome, row.Reason))];
    }
}
