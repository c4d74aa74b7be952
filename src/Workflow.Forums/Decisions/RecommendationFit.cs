namespace Workflow.Forums.Decisions;

/// <summary>Whether a decision answers what the recommendation asked ("approved" where one was to take note).</summary>
internal static class RecommendationFit
{
    public static bool Differs(DecisionOutcome kind, IReadOnlyList<DecisionOutcome> also, string? recommendation)
    {
        if (string.IsNullOrWhiteSpace(recommendation)) return false;
        // Approved for another body's meeting: the recommendation speaks to that body.
        if (also.Any(outcome => outcome is DecisionOutcome.Forwarded or DecisionOutcome.Recommended)) return false;
        if (kind is not (DecisionOutcome.Approved or DecisionOutcome.Noted or DecisionOutcome.Discussed)) return false;
        var asked = Phrases.Current.Asks.Where(ask => ask.Pattern.IsMatch(recommendation)).Select(ask => ask.Outcome).ToList();
        return asked.Count > 0 && !asked.Contains(kind) && !asked.Intersect(also).Any();
    }
}
