using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>
/// Plays a scenario over one database and tells how it ended. Which runtime carries the instances is the caller's.
/// </summary>
internal sealed class ConformanceRun : IAsyncDisposable
{
    private static readonly Actor Person = new("person", "Kim Eng");

    private readonly Scenario _scenario;
    private readonly TestDatabase _database;
    private readonly Action<IServiceCollection>? _engine;
    private readonly IReadOnlyList<IActivityType> _activities;
    private readonly List<string> _definitions;
    private RuntimeUnderTest _process;
    private int _commands;

    private ConformanceRun(Scenario scenario, TestDatabase database, Action<IServiceCollection>? engine)
    {
        (_scenario, _database, _engine, _definitions) = (scenario, database, engine, [.. scenario.Definitions]);
        _activities = [.. ScriptedActivities.Of(scenario)];
        _process = RuntimeUnderTest.Over(database, _activities, engine: engine);
    }

    /// <param name="engine">Puts another runtime in the place of the embedded one.</param>
    public static async Task<Ending> PlayAsync(
        Scenario scenario, TestDatabase database, string recordedOn, CancellationToken cancellationToken,
        Action<IServiceCollection>? engine = null)
    {
        await using var run = new ConformanceRun(scenario, database, engine);
        await run.LoadAsync(cancellationToken);
        foreach (var stimulus in scenario.Stimuli)
        {
            await run.GiveAsync(stimulus, cancellationToken);
            await run._process.Deliverer.DeliverPendingAsync(cancellationToken);
        }

        return await new EndingReader(run._process, database).ReadAsync(recordedOn, scenario.Instances.Keys, cancellationToken);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task LoadAsync(CancellationToken cancellationToken) => _process.Get<DefinitionStore>().LoadAsync(
        _definitions.ToDictionary(name => name + ".json", ConformanceFiles.Definition), cancellationToken);

    private Task GiveAsync(Stimulus stimulus, CancellationToken cancellationToken)
    {
        switch (stimulus)
        {
            case StartStimulus start:
                return ActAsync(session => session.Start(_scenario.Instances[start.Instance].Definition, start.Instance, null),
                    Person, cancellationToken);
            case SignalStimulus signal:
                return ActAsync(session => Raise(session, signal), By(signal), cancellationToken);
            case SignalsStimulus signals:
                return ActAsync(session => signals.All.ToList().ForEach(signal => Raise(session, signal)),
                    By(signals.All[0]), cancellationToken);
            case AdvanceStimulus advance:
                _process.Time.Advance(TimeSpan.FromHours(advance.Hours));
                return Task.CompletedTask;
            case FireStimulus:
                return _process.Sweep.FireDueAsync("job", cancellationToken);
            case RetryStimulus retry:
                return RetryAsync(retry.Instance, cancellationToken);
            case LoadStimulus load:
                _definitions.Add(load.Definition);
                return Task.CompletedTask;
            default:
                return RestartAsync(cancellationToken);
        }
    }

    private static Actor By(SignalStimulus signal) =>
        signal.OnBehalfOf is { } other ? Person with { OnBehalfOfId = other, OnBehalfOfName = other } : Person;

    private static void Raise(ForumSession session, SignalStimulus signal) =>
        session.Raise(signal.To, new Signal(signal.Name) { Data = signal.Data });

    private async Task ActAsync(Action<ForumSession> act, Actor actor, CancellationToken cancellationToken)
    {
        var ruling = await _process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope($"act {++_commands}", "act", actor),
            (session, _) =>
            {
                act(session);
                return Task.FromResult<Ruling<string>>("done");
            },
            cancellationToken);
        ruling.IsAccepted.ShouldBeTrue();
    }

    private async Task RetryAsync(string instance, CancellationToken cancellationToken) =>
        (await _process.Deliverer.RetryFaultedAsync(instance, Person, cancellationToken)).ShouldBeTrue(
            $"'{instance}' is not faulted.");

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        var time = _process.Time;
        await _process.DisposeAsync();
        _process = RuntimeUnderTest.Over(_database, _activities, time: time, engine: _engine);
        await LoadAsync(cancellationToken);
    }
}
