using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Elsa.Workflows;
using Elsa.Workflows.Runtime.Messages;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Runtime;

namespace Workflow.OnElsa;

/// <summary>
/// One burst of one instance: what the forum asked for, what Elsa made of it. It flows with the call, not with Elsa's state.
/// </summary>
internal sealed class ElsaBurst
{
    private static readonly AsyncLocal<ElsaBurst?> Running = new();

    private readonly LifecycleRun _run;
    private readonly List<HistoryEntry> _history = [];
    private Dictionary<int, HistoryEntry>? _recorded;
    private InstanceState _state;
    private ExceptionDispatchInfo? _failure;
    private RunWorkflowInstanceResponse? _response;
    private int _steps;
    private bool _isOver;

    private ElsaBurst(LifecycleRun run, Signal? signal, DbConnection connection) =>
        (_run, _state, Signal, Connection) = (run, run.State, signal, connection);

    /// <summary>
    /// The burst of the calling thread; null where Elsa was set off by something else than the forum's runtime. What Elsa began
    /// beside a burst and goes on with after it has no part in it.
    /// </summary>
    public static ElsaBurst? Current => Running.Value is { _isOver: false } burst ? burst : null;

    public Signal? Signal { get; }

    /// <summary>With the forum's transaction begun on it.</summary>
    public DbConnection Connection { get; }

    public bool HasFailed => _failure is not null;

    public string InstanceId => _run.State.InstanceId;

    public string SubjectId => _run.State.SubjectId;

    public string DefinitionId => _run.State.DefinitionId;

    public int DefinitionVersion => _run.State.DefinitionVersion;

    /// <summary>Type name of the activity the token waits at.</summary>
    public string ActivityType => _run.Definition.Activities[_run.State.ActivityId!].Type;

    public string SignalName => Signal!.Name;

    /// <summary>Whether a step was run or resumed; what Elsa answered to an unknown wait does not count.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Whether steps are taken from the history instead of being done.</summary>
    public bool IsRecalling => _recorded is not null;

    public static async Task<ElsaBurst> BeginAsync(LifecycleRun run, Signal? signal, CancellationToken cancellationToken) =>
        new(run, signal, await run.JoinAsync(cancellationToken).ConfigureAwait(false));

    public IDisposable MakeCurrent()
    {
        Running.Value = this;
        return new Reset(this);
    }

    public void Took(RunWorkflowInstanceResponse response) => _response = response;

    public async Task RecallAsync(CancellationToken cancellationToken)
    {
        var history = await _run.HistoryAsync(cancellationToken).ConfigureAwait(false);
        _recorded = history.ToDictionary(entry => entry.Step);
    }

    public void Recalled()
    {
        _recorded = null;
        ThrowIfFailed();
    }

    /// <summary>The recorded end of a step; null for the one the instance waits at.</summary>
    public HistoryEntry? Recorded(int step, string activityId)
    {
        if (_recorded!.GetValueOrDefault(step) is { } entry)
            return entry.ActivityId == activityId ? entry : throw Diverged(step, activityId);
        return step == _run.State.Step && activityId == _run.State.ActivityId ? null : throw Diverged(step, activityId);
    }

    public IReadOnlyList<string> Waits => _run.State.WaitsFor;

    /// <returns>Whether the step that Elsa is about to resume is the one the forum's row waits at.</returns>
    public bool Stands(int step, string activityId) => step == _run.State.Step && activityId == _run.State.ActivityId;

    public ActivityContext Enter(int step, string activityId, IReadOnlyDictionary<string, string> inputs)
    {
        HasRun = true;
        if (++_steps > Burst.MaxSteps)
            throw new PermanentActivityException(ElsaTexts.TooManySteps(InstanceId, activityId));
        if (step != _state.Step + 1)
            throw new PermanentActivityException(ElsaTexts.OutOfStep(InstanceId, activityId, step, _state.Step + 1));
        _state = _state with { Status = InstanceStatus.Created, ActivityId = activityId, WaitsFor = [], Step = step };
        return Context(activityId, inputs, []);
    }

    public ActivityContext Resume(string activityId, IReadOnlyDictionary<string, string> inputs)
    {
        HasRun = true;
        return Context(activityId, inputs, _run.State.WaitsFor);
    }

    public void Waited(IActivityType type, IReadOnlyList<string> signals)
    {
        if (signals.Count == 0)
            throw new PermanentActivityException(ElsaTexts.WaitsForNothing(type.Descriptor.TypeName));
        if (signals.FirstOrDefault(signal => !type.Descriptor.Signals.Contains(signal, StringComparer.Ordinal)) is { } foreign)
            throw new PermanentActivityException(ElsaTexts.UndeclaredWait(type.Descriptor.TypeName, foreign));
        _state = _state with { Status = InstanceStatus.Waiting, WaitsFor = signals };
    }

    public void Completed(IActivityType type, ActivityResult.Completed completed)
    {
        var activityId = _state.ActivityId!;
        if (!_run.Definition.Connections.ContainsKey((activityId, completed.Outcome)))
            throw new PermanentActivityException(ElsaTexts.UndeclaredOutcome(type.Descriptor.TypeName, completed.Outcome));
        _history.Add(new HistoryEntry(_state.Step, activityId, type.Descriptor.TypeName, completed.Outcome, completed.Reason));
    }

    /// <summary>Kept for the forum's runtime, which rolls everything back: Elsa would store a faulted instance.</summary>
    public void Failed(Exception exception) => _failure ??= ExceptionDispatchInfo.Capture(exception);

    /// <exception cref="Exception">What an activity threw, as it threw it.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>
    /// The connection for what Elsa reads and writes. Not once a step has failed: nothing of the burst is kept any more. And not
    /// once it is broken: opened anew it would have no transaction, and what is written there would stay.
    /// </summary>
    /// <exception cref="Exception">What an activity threw, as it threw it.</exception>
    /// <exception cref="TransactionLostException">The transaction is gone; the burst is run again.</exception>
    public DbConnection Join()
    {
        ThrowIfFailed();
        return Connection.State == ConnectionState.Open ? Connection : throw Lost();
    }

    /// <exception cref="Exception">What an activity threw, as it threw it.</exception>
    public BurstResult Result()
    {
        ThrowIfFailed();
        var response = _response ?? throw new PermanentActivityException(ElsaTexts.NoAnswer(InstanceId));
        if (response.Incidents.FirstOrDefault() is { } incident)
            throw new PermanentActivityException(ElsaTexts.Incident(InstanceId, incident.ActivityId, incident.Message));
        if (response.Status == WorkflowStatus.Finished)
            return new BurstResult(_state with { Status = InstanceStatus.Finished, ActivityId = null, WaitsFor = [] }, _history);
        if (_state.Status != InstanceStatus.Waiting)
            throw new PermanentActivityException(ElsaTexts.Stopped(InstanceId, _state.ActivityId, response.SubStatus.ToString()));
        return new BurstResult(_state, _history);
    }

    private ActivityContext Context(
        string activityId, IReadOnlyDictionary<string, string> inputs, IReadOnlyList<string> waitedFor) => new()
        {
            InstanceId = InstanceId,
            SubjectId = SubjectId,
            DefinitionId = DefinitionId,
            DefinitionVersion = DefinitionVersion,
            ActivityId = activityId,
            Step = _state.Step,
            Now = _run.Now,
            Inputs = inputs,
            WaitedFor = waitedFor,
            UnitOfWork = _run.UnitOfWork,
        };

    private TransactionLostException Lost() => new(ElsaTexts.TransactionLost(InstanceId));

    private PermanentActivityException Diverged(int step, string activityId) =>
        new(ElsaTexts.Diverged(InstanceId, step, activityId));

    private sealed class Reset(ElsaBurst burst) : IDisposable
    {
        public void Dispose()
        {
            burst._isOver = true;
            Running.Value = null;
        }
    }
}
