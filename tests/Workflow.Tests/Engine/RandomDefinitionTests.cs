using System.Text.Json;
using CsCheck;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Xunit;

namespace Workflow.Tests.Engine;

/// <summary>Random graphs (loops, self-loops, waits as loop targets, edges into and out of loops) against an oracle.</summary>
public sealed class RandomDefinitionTests
{
    private static readonly Gen<Graph> Graphs =
        from size in Gen.Int[1, 8]
        from waits in Gen.Bool.Array[size]
        from targets in Gen.Int[0, size].Array[size * 2]
        select new Graph(waits, targets);

    [Fact]
    public void AnyValidDefinition_RunsLikeTheOracle() =>
        Graphs.Select(Gen.Bool.Array[0, 12]).Sample((graph, bits) =>
        {
            var random = new Queue<bool>(bits);
            var reading = DefinitionReader.Read(graph.Json(), Graph.Catalogue(() => random.TryDequeue(out var bit) && bit));
            if (reading.Definition is { } definition)
                Run(graph, definition, bits).ShouldBe(graph.Oracle(bits));
            else
                reading.Errors.ShouldAllBe(error => Structural.Contains(error.Code));
        }, iter: 3_000);

    private static readonly HashSet<string> Structural = ["unreachable", "no-way-to-end", "cycle-without-wait"];

    private static List<string> Run(Graph graph, WorkflowDefinition definition, bool[] bits)
    {
        var random = new Queue<bool>(bits);
        var catalogue = Graph.Catalogue(() => random.TryDequeue(out var bit) && bit);
        Burst Burst() => new(definition, catalogue, new NoUnitOfWork(), DateTimeOffset.UnixEpoch);
        var state = new InstanceState { InstanceId = "i", SubjectId = "i", DefinitionId = "d", DefinitionVersion = 1 };
        var result = Burst().StartAsync(state, default).GetAwaiter().GetResult();
        var history = result.History.ToList();
        while (result.State.Status == InstanceStatus.Waiting && random.TryDequeue(out var bit))
        {
            result = Burst().ResumeAsync(result.State, new Signal(Graph.Port(bit)), default).GetAwaiter().GetResult();
            history.AddRange(result.History);
        }

        history.Select(entry => entry.Step).ShouldBe(Enumerable.Range(1, history.Count));
        return [.. history.Select(entry => $"{entry.ActivityId}.{entry.Outcome}"), result.State.ActivityId ?? "finished"];
    }

    /// <param name="Waits">Whether activity i waits.</param>
    /// <param name="Targets">Where outcomes A and B of activity i lead; the number of activities stands for the end.</param>
    private sealed record Graph(bool[] Waits, int[] Targets)
    {
        public static string Port(bool bit) => bit ? "A" : "B";

        public static ActivityCatalogue Catalogue(Func<bool> choose) => new(
        [
            ScriptedActivity.Waiting("W", "A", "B"),
            ScriptedActivity.Immediate("S", _ => Port(choose()), "A", "B"),
        ]);

        public string Json() => JsonSerializer.Serialize(new
        {
            id = "d-v1",
            definitionId = "d",
            version = 1,
            root = new { id = "flow", type = "Elsa.Flowchart", activities = Activities(), connections = Connections() },
        });

        public List<string> Oracle(bool[] bits)
        {
            var history = new List<string>();
            var random = new Queue<bool>(bits);
            var at = 0;
            while (at < Waits.Length)
            {
                if (Waits[at] && random.Count == 0)
                    return [.. history, "a" + at];
                var bit = random.TryDequeue(out var drawn) && drawn;
                history.Add($"a{at}.{Port(bit)}");
                at = Targets[(at * 2) + (bit ? 0 : 1)];
            }

            return [.. history, "finished"];
        }

        private string Name(int index) => index == Waits.Length ? "end" : "a" + index;

        private IEnumerable<object> Activities() =>
        [
            new { id = "begin", type = "Elsa.Start" },
            .. Waits.Select((waits, index) => new { id = Name(index), type = waits ? "W" : "S" }),
            new { id = "end", type = "Elsa.End" },
        ];

        private IEnumerable<object> Connections() =>
        [
            Edge("begin", "Done", "a0"),
            .. Targets.Select((target, index) => Edge(Name(index / 2), Port(index % 2 == 0), Name(target))),
        ];

        private static object Edge(string source, string port, string target) =>
            new { source = new { activity = source, port }, target = new { activity = target, port = "In" } };
    }
}
