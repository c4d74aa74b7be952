using Workflow.Engine.Activities;

namespace Workflow.Tests.Engine;

/// <summary>A small valid definition that admits every mistake: inputs of each kind, a wait, a loop.</summary>
internal static class SampleDefinition
{
    public const string Json = """
        {
          "id": "sample-v1", "definitionId": "sample", "name": "Sample", "version": 1, "isLatest": true, "isPublished": true,
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              {"id": "begin", "type": "Elsa.Start", "version": 1},
              {"id": "tell", "type": "Test.Tell", "version": 1,
                "kind": {"typeName": "String", "expression": {"type": "Literal", "value": "short"}},
                "times": {"typeName": "Int32", "expression": {"type": "Literal", "value": 3}},
                "aloud": {"typeName": "Boolean", "expression": {"type": "Literal", "value": true}}},
              {"id": "await", "type": "Test.AwaitAnswer", "version": 1, "metadata": {"displayText": "Waits for an answer"}},
              {"id": "end", "type": "Elsa.End", "version": 1}
            ],
            "connections": [
              {"source": {"activity": "begin", "port": "Done"}, "target": {"activity": "tell", "port": "In"}},
              {"source": {"activity": "tell", "port": "Done"}, "target": {"activity": "await", "port": "In"}},
              {"source": {"activity": "await", "port": "Answered"}, "target": {"activity": "end", "port": "In"}},
              {"source": {"activity": "await", "port": "Again"}, "target": {"activity": "tell", "port": "In"}}
            ]
          }
        }
        """;

    public static ActivityCatalogue Catalogue { get; } = new(
    [
        new ScriptedActivity(new ActivityDescriptor
        {
            TypeName = "Test.Tell",
            Summary = "Tells.",
            Outcomes = [new ActivityOutcome("Done", "Told.")],
            Inputs =
            [
                new ActivityInput("Kind", "String", true, "How long.") { Allowed = ["short", "long"] },
                new ActivityInput("Times", "Int32", false, "How often."),
                new ActivityInput("Aloud", "Boolean", false, "How loud."),
            ],
        }, _ => "Done"),
        ScriptedActivity.Waiting("Test.AwaitAnswer", "Answered", "Again"),
    ]);
}
