using Workflow.Activities;
using Workflow.Engine.Activities;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>The descriptors of the product's activities, and of a few for the small definitions.</summary>
internal static class ScriptedActivities
{
    private static readonly string[] Answers = ["Answered", "Postponed", "DeadlineDue", "Withdrawn", "Cancelled"];

    /// <summary>A descriptor needs no rules, so the product's are made without.</summary>
    public static IReadOnlyList<ActivityDescriptor> Descriptors { get; } =
    [
        .. ForumActivitiesSetup.Catalogue(null!).Descriptors,
        Describe("Test.Await", Answers, Answers),
        Describe("Test.RunChild", ["ChildEnded", "Withdrawn"], ["ChildEnded", "Withdrawn"]),
        Describe("Test.MayWait", ["Done", "Again"], ["Go"]),
        Describe("Test.Decide", ["Yes", "No"], []),
        Describe("Test.Note", ["Done"], []) with
        {
            Inputs =
            [
                new ActivityInput("Kind", "String", true, "How long.") { Allowed = ["short", "long"] },
                new ActivityInput("Times", "Int32", false, "How often."),
                new ActivityInput("Aloud", "Boolean", false, "How loud."),
            ],
        },
    ];

    public static IEnumerable<IActivityType> Of(Scenario scenario)
    {
        var script = new Script(scenario);
        return Descriptors.Select(descriptor => new ScriptedActivity(descriptor, script));
    }

    private static ActivityDescriptor Describe(string type, string[] outcomes, string[] signals) => new()
    {
        TypeName = type,
        Summary = "For tests.",
        Outcomes = [.. outcomes.Select(outcome => new ActivityOutcome(outcome, outcome))],
        Signals = signals,
    };
}
