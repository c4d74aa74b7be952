using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Audit;
using Workflow.Runtime.Deadlines;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Instances;

/// <summary>
/// The one place where an instance changes: locked, run until its token waits or ends, and written with its history,
/// in the transaction of the session.
/// </summary>
internal sealed class InstanceRunner(DefinitionStore definitions, ILifecycleEngine engine)
{
    /// <summary>Locks the instances, in ascending order of their ids, and reads with them what a burst will need.</summary>
    /// <param name="waits">
    /// Whether one that another transaction holds is waited for. Not by who holds rows that the other may want: the two would
    /// wait for each other until the database breaks one off.
    /// </param>
    public static async Task<LockedInstances> LockAsync(
        ForumSession session, IReadOnlyList<string> ids, CancellationToken cancellationToken, bool waits = true)
    {
        var locked = new LockedInstances();
        var stored = ids.Where(id => session.Started(id) is null).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var id in ids.Except(stored, StringComparer.Ordinal))
            locked.Add(session.Started(id)!);
        var heads = AuditHeads.Of(session.Transaction, [.. ids], session.Trail.Know);
        await session.Transaction.ReadAsync(
            [.. locked.Questions(session, stored, waits), .. heads, .. session.Foresee(stored)],
            cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
            session.Trail.Know(id, 0, "");
        if (!waits && session.Transaction.IsPostgres && locked.AskForTheRest(ids) is { } rest)
            await session.Transaction.ReadAsync([rest], cancellationToken).ConfigureAwait(false);
        return locked;
    }

    /// <param name="jobId">Id of the job that fired the deadline; null where no deadline did.</param>
    public async Task DeliverAsync(
        ForumSession session, LockedInstances locked, SignalRow signal, string? jobId, CancellationToken cancellationToken)
    {
        var row = locked.Find(signal.InstanceId)
            ?? throw new StoredDataException($"There is no instance '{signal.InstanceId}' for the signal '{signal.Name}'.");
        session.Actor = new Actor(signal.ActorId, signal.ActorName)
        {
            OnBehalfOfId = signal.OnBehalfOfId,
            OnBehalfOfName = signal.OnBehalfOfName,
        };
        if (row.DefinitionVersion == 0)
            row.DefinitionVersion =
                await definitions.NewestAsync(session, row.DefinitionId, cancellationToken).ConfigureAwait(false);
        var result = await RunAsync(session, row, signal, cancellationToken).ConfigureAwait(false);
        Write(session, row, result, jobId);
        if (row.Status == InstanceStatus.Finished)
            await EndAsync(session, row, result, cancellationToken).ConfigureAwait(false);
        else if (locked.HoldsDeadlines(row.Id))
            DeadlineRows.Release(session, row.Id);
        signal.DeliveredAt = session.Now;
        session.Measured.Signal(signal.Name);
        signal.Failure = null;
    }

    private async Task<BurstResult> RunAsync(
        ForumSession session, InstanceRow row, SignalRow signal, CancellationToken cancellationToken)
    {
        using var measure = Telemetry.Burst(row.DefinitionId, signal.Name);
        var definition = await definitions.GetAsync(
            session, row.DefinitionId, row.DefinitionVersion, cancellationToken).ConfigureAwait(false);
        var run = new LifecycleRun(definition, State(row), session);
        return signal.Name == SignalNames.Start
            ? await engine.StartAsync(run, cancellationToken).ConfigureAwait(false)
            : await engine.ResumeAsync(run, Signal(signal), cancellationToken).ConfigureAwait(false);
    }

    private static InstanceState State(InstanceRow row) => new()
    {
        InstanceId = row.Id,
        SubjectId = row.Id,
        DefinitionId = row.DefinitionId,
        DefinitionVersion = row.DefinitionVersion,
        Status = row.Status,
        ActivityId = row.ActivityId,
        WaitsFor = row.WaitsFor.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Step = row.Step,
    };

    private static Signal Signal(SignalRow row) => new(row.Name)
    {
        ActorId = row.ActorId == Actor.System.Id ? null : row.ActorId,
        OnBehalfOfId = row.OnBehalfOfId,
        Data = ForumJson.Read<Dictionary<string, string>>(row.Data),
    };

    private static void Write(ForumSession session, InstanceRow row, BurstResult result, string? jobId)
    {
        var read = row.Version;
        row.Status = result.State.Status;
        row.ActivityId = result.State.ActivityId;
        row.WaitsFor = string.Join(' ', result.State.WaitsFor);
        row.Step = result.State.Step;
        row.Version++;
        session.Writes.Update(row, read);
        // Only the first step of the burst was caused by the deadline's job.
        for (var i = 0; i < result.History.Count; i++)
            session.Writes.Insert(History(session, row, result.History[i], i == 0 ? jobId : null));
        if (result.History.Count > 0)
            AuditSteps(session, row, result.History);
    }

    private static void AuditSteps(ForumSession session, InstanceRow row, IReadOnlyList<HistoryEntry> steps)
    {
        session.Trail.AppendSteps(row.Id, session.UnauditedAct, row.DefinitionId, steps, session.Actor, session.Now);
        session.UnauditedAct = null;
    }

    private static async Task EndAsync(
        ForumSession session, InstanceRow row, BurstResult result, CancellationToken cancellationToken)
    {
        row.EndedAt = session.Now;
        await session.CancelDeadlinesAsync(row.Id, RuntimeTexts.LifecycleEnded, cancellationToken).ConfigureAwait(false);
        if (row.ParentId is null)
            return;
        var outcome = result.History.Count > 0 ? result.History[^1].Outcome : "";
        session.Raise(row.ParentId, new Signal(SignalNames.ChildEnded)
        {
            Data = new Dictionary<string, string> { ["child"] = row.Id, ["outcome"] = outcome },
        });
    }

    private static HistoryRow History(ForumSession session, InstanceRow row, HistoryEntry entry, string? jobId) => new()
    {
        InstanceId = row.Id,
        Step = entry.Step,
        ActivityId = entry.ActivityId,
        ActivityType = entry.ActivityType,
        Outcome = entry.Outcome,
        Reason = entry.Reason,
        ActorId = session.Actor.Id,
        OnBehalfOfId = session.Actor.OnBehalfOfId,
        At = session.Now,
        JobId = jobId,
    };
}
