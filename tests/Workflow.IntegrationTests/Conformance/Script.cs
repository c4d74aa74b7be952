using System.Collections.Concurrent;
using Workflow.Engine.Activities;
using Workflow.Forums.FollowUps;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>
/// What every activity of a scenario answers. It goes by the number of the step, so that a burst which is run again, for
/// whatever reason, is told the same again.
/// </summary>
internal sealed class Script(Scenario scenario)
{
    private readonly Dictionary<string, IReadOnlyList<ScriptLine>> _lines = scenario.Instances.ToDictionary(
        pair => pair.Key,
        pair => (IReadOnlyList<ScriptLine>)[.. pair.Value.Steps.SelectMany(line => Enumerable.Repeat(line, line.Times))],
        StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Instance, int Step), int> _tries = [];

    public async ValueTask<ActivityResult> EnterAsync(
        ActivityDescriptor descriptor, ActivityContext context, CancellationToken cancellationToken)
    {
        var line = Line(context);
        var session = (ForumSession)context.UnitOfWork;
        session.Tasks.Add(Effect(context));
        if (line.Starts is { } child)
            session.Start(scenario.Instances[child].Definition, child, context.SubjectId);
        if (line.Deadline is { } deadline)
            await session.AddDeadlineAsync(Deadline(context, deadline), cancellationToken);
        if (line.By is not null)
            return ActivityResult.WaitFor(line.WaitsFor ?? descriptor.Signals);
        Fail(line, context);
        return ActivityResult.Complete(line.Outcome, "entered" + Inputs(context));
    }

    public ActivityResult Resume(ActivityContext context, Signal signal)
    {
        var line = Line(context);
        if (line.Again.Contains(signal.Name))
            return ActivityResult.WaitFor(context.WaitedFor);
        if (signal.Name != line.By)
            throw new PermanentActivityException(
                $"'{context.ActivityId}' is told '{signal.Name}', where the script has '{line.By}'.");
        Fail(line, context);
        return ActivityResult.Complete(
            line.Outcome, Told(signal) + Inputs(context) + $", after waiting for {string.Join('+', context.WaitedFor)}");
    }

    private ScriptLine Line(ActivityContext context)
    {
        var lines = _lines[context.InstanceId];
        var line = context.Step <= lines.Count ? lines[context.Step - 1] : null;
        return line?.Activity == context.ActivityId
            ? line
            : throw new PermanentActivityException(
                $"'{context.ActivityId}' runs as step {context.Step}, where the script has '{line?.Activity ?? "nothing"}'.");
    }

    private void Fail(ScriptLine line, ActivityContext context)
    {
        var before = _tries.AddOrUpdate((context.InstanceId, context.Step), 1, (_, tries) => tries + 1) - 1;
        if (before >= line.Fails.Count)
            return;
        var text = $"'{context.ActivityId}' fails at try {before + 1}.";
        throw line.Fails[before] switch
        {
            "retryable" => new RetryableActivityException(text),
            "permanent" => new PermanentActivityException(text),
            _ => new InvalidOperationException(text),
        };
    }

    private static SecretariatTask Effect(ActivityContext context) => new()
    {
        Id = $"{context.SubjectId}.{context.Step}",
        Kind = "effect",
        AboutId = context.SubjectId,
        BodyId = "council",
        Text = context.ActivityId,
    };

    private static DeadlineRequest Deadline(ActivityContext context, ScriptDeadline deadline) => new(
        context.SubjectId, context.ActivityId, "only", context.Step, context.Now.AddHours(deadline.Hours), deadline.Signal);

    private static string Told(Signal signal)
    {
        var actor = signal.ActorId is null ? "" : " by " + signal.ActorId;
        var behalf = signal.OnBehalfOfId is null ? "" : " for " + signal.OnBehalfOfId;
        return signal.Name + actor + behalf + Facts(signal.Data);
    }

    private static string Inputs(ActivityContext context) => Facts(context.Inputs);

    private static string Facts(IReadOnlyDictionary<string, string> facts) =>
        string.Concat(facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $", {fact.Key}={fact.Value}"));
}

/// <summary>Any activity, by its descriptor; what it does is the script's.</summary>
internal sealed class ScriptedActivity(ActivityDescriptor descriptor, Script script) : IActivityType
{
    public ActivityDescriptor Descriptor => descriptor;

    public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
        script.EnterAsync(descriptor, context, cancellationToken);

    public ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
        ValueTask.FromResult(script.Resume(context, signal));
}
