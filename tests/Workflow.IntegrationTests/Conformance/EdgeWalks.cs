using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>Ways through a definition that together pass every connection, each of them ending.</summary>
internal sealed class EdgeWalks
{
    /// <summary>Steps after which a walk turns to the end: several walks say more than one long one.</summary>
    private const int Long = 24;

    private readonly WorkflowDefinition _definition;
    private readonly Dictionary<string, ActivityDescriptor> _descriptors;
    private readonly HashSet<(string, string)> _left;

    private EdgeWalks(WorkflowDefinition definition, IEnumerable<ActivityDescriptor> descriptors)
    {
        _definition = definition;
        _descriptors = descriptors.ToDictionary(descriptor => descriptor.TypeName, StringComparer.Ordinal);
        _left = [.. definition.Connections.Keys.Where(edge => edge.Item1 != definition.StartId)];
    }

    public static Scenario Of(string name)
    {
        var catalogue = new ActivityCatalogue(
            ScriptedActivities.Descriptors.Select(descriptor => new ScriptedActivity(descriptor, null!)));
        var reading = DefinitionReader.Read(ConformanceFiles.Definition(name), catalogue);
        var walks = new EdgeWalks(reading.Definition!, ScriptedActivities.Descriptors).All().ToList();
        var instances = walks.Select(
            (walk, index) => (Id: $"walk-{index + 1}", Script: new InstanceScript(reading.Definition!.DefinitionId, walk)))
            .ToDictionary(pair => pair.Id, pair => pair.Script);
        return new Scenario
        {
            About = $"Every connection of {name}, by walks that take turns; the program is started anew in between.",
            Definitions = [name],
            Instances = instances,
            Stimuli = [.. Stimuli(instances)],
        };
    }

    /// <summary>Round by round: the first starts each walk, each further one gives each its next signal.</summary>
    private static IEnumerable<Stimulus> Stimuli(IReadOnlyDictionary<string, InstanceScript> instances)
    {
        var signals = instances.ToDictionary(
            pair => pair.Key, pair => pair.Value.Steps.Where(line => line.By is not null).ToList());
        foreach (var id in instances.Keys)
            yield return new StartStimulus(id);
        for (var round = 0; signals.Values.Any(lines => round < lines.Count); round++)
        {
            if (round is 1 or 4)
                yield return new RestartStimulus();
            foreach (var (id, lines) in signals.Where(pair => round < pair.Value.Count))
                yield return new SignalStimulus(id, lines[round].By!) { Data = Data(lines[round], round) };
        }
    }

    private static Dictionary<string, string> Data(ScriptLine line, int round) =>
        line.By == "ChildEnded" || round % 3 == 0 ? new() { ["outcome"] = line.Outcome } : [];

    private IEnumerable<IReadOnlyList<ScriptLine>> All()
    {
        while (_left.Count > 0)
        {
            var walk = new List<ScriptLine>();
            var at = _definition.Target(_definition.StartId, WorkflowDefinition.StartPort);
            while (_definition.Activities[at].Type != WorkflowDefinition.EndType)
            {
                var port = Next(at, onlyOut: walk.Count >= Long);
                _left.Remove((at, port));
                walk.Add(Line(at, port, walk.Count));
                at = _definition.Target(at, port);
            }

            yield return walk;
        }
    }

    /// <summary>The first port of the shortest way to a connection that is left, or, where there is none, to an end.</summary>
    private string Next(string from, bool onlyOut)
    {
        if (!onlyOut && Ports(from).FirstOrDefault(port => _left.Contains((from, port))) is { } open)
            return open;
        return (onlyOut ? null : First(from, at => Ports(at).Any(port => _left.Contains((at, port)))))
            ?? First(from, at => _definition.Activities[at].Type == WorkflowDefinition.EndType)!;
    }

    private string? First(string from, Func<string, bool> reached)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var queue = new Queue<(string At, string First)>(Ports(from).Select(port => (_definition.Target(from, port), port)));
        while (queue.TryDequeue(out var way))
        {
            if (reached(way.At))
                return way.First;
            if (!seen.Add(way.At))
                continue;
            foreach (var port in Ports(way.At))
                queue.Enqueue((_definition.Target(way.At, port), way.First));
        }

        return null;
    }

    private IEnumerable<string> Ports(string id) =>
        _definition.Connections.Keys.Where(edge => edge.Item1 == id).Select(edge => edge.Item2).Order(StringComparer.Ordinal);

    /// <summary>
    /// An activity that can wait does, by the signal of its outcome's name if there is one; now and then it need not.
    /// </summary>
    private ScriptLine Line(string id, string outcome, int step)
    {
        var signals = _descriptors[_definition.Activities[id].Type].Signals;
        var named = signals.Contains(outcome);
        var waits = signals.Count > 0 && (named || step % 2 == 0);
        return new ScriptLine
        {
            Activity = id,
            Outcome = outcome,
            By = !waits ? null : named ? outcome : signals[step % signals.Count]
        };
    }
}
