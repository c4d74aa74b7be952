using Workflow.Engine.Activities;

namespace Workflow.Bench;

/// <summary>The flow that was measured on Elsa 3.7.1: ten activities, eight of them trivial, two that wait.</summary>
internal static class BenchActivities
{
    public const string Definition = "bench";

    public const string Signal = "Go";

    private static readonly string[] Order = ["a1", "a2", "a3", "w1", "a4", "a5", "a6", "w2", "a7", "a8"];

    public static IEnumerable<IActivityType> All => [new Trivial(), new Wait()];

    public static string Json
    {
        get
        {
            var activities = Order.Select(
                id => $$"""{"id": "{{id}}", "type": "Bench.{{(id[0] == 'a' ? "Trivial" : "Wait")}}", "version": 1}""");
            var ids = Order.Prepend("begin").Append("end").ToList();
            var connections = ids.Zip(ids.Skip(1), (from, to) =>
                $$$"""{ "source": {"activity": "{{{from}}}", "port": "Done"}, "target": {"activity": "{{{to}}}", "port": "In"} }""");
            return $$"""
                {
                  "id": "bench-v1", "definitionId": "bench", "name": "Bench", "version": 1,
                  "root": {
                    "id": "flow", "type": "Elsa.Flowchart", "version": 1,
                    "activities": [
                      {"id": "begin", "type": "Elsa.Start", "version": 1},
                      {{string.Join(",", activities)}},
                      {"id": "end", "type": "Elsa.End", "version": 1}
                    ],
                    "connections": [{{string.Join(",", connections)}}]
                  }
                }
                """;
        }
    }

    private static ActivityDescriptor Describe(string type, params string[] signals) => new()
    {
        TypeName = type,
        Summary = "For the bench.",
        Outcomes = [new ActivityOutcome("Done", "Done.")],
        Signals = signals,
    };

    private sealed class Trivial : IActivityType
    {
        public ActivityDescriptor Descriptor { get; } = Describe("Bench.Trivial");

        public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ActivityResult.Complete("Done", "It was trivial."));

        public ValueTask<ActivityResult> ResumeAsync(
            ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
            throw new PermanentActivityException("It waits for nothing.");
    }

    private sealed class Wait : IActivityType
    {
        private static readonly string[] Signals = [Signal];

        public ActivityDescriptor Descriptor { get; } = Describe("Bench.Wait", Signal);

        public ValueTask<ActivityResult> EnterAsync(ActivityContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ActivityResult.WaitFor(Signals));

        public ValueTask<ActivityResult> ResumeAsync(
            ActivityContext context, Signal signal, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ActivityResult.Complete("Done", "It was told to go on."));
    }
}
