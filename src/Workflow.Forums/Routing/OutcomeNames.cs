using Workflow.Forums.Decisions;

namespace Workflow.Forums.Routing;

/// <summary>What a person calls an outcome, in the language of the current UI culture.</summary>
public static class OutcomeNames
{
    public static string Of(DecisionReading reading) => RouteTexts.Outcome(reading);
}
