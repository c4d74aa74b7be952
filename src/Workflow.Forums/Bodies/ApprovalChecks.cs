using Workflow.Forums.Approvals;

namespace Workflow.Forums.Bodies;

/// <summary>What no type can say of a body's levels of approval.</summary>
internal static class ApprovalChecks
{
    public static IEnumerable<(string Member, string Text)> Run(Body body)
    {
        foreach (var twice in body.Approvals.GroupBy(plan => plan.Subject).Where(group => group.Count() > 1))
            yield return ("approvals", BodyTexts.Twice(twice.Key.ToString().ToLowerInvariant()));
        for (var index = 0; index < body.Approvals.Count; index++)
        {
            var at = $"approvals[{index}].levels";
            if (body.Approvals[index].Levels.Count == 0)
                yield return (at, BodyTexts.NoLevels);
            foreach (var mistake in body.Approvals[index].Levels.SelectMany((level, number) => Level(level, $"{at}[{number}]")))
                yield return mistake;
        }
    }

    /// <summary>Ids under <c>who</c> that are no role's name: persons, who must be in the register.</summary>
    public static IEnumerable<(string Member, string PersonId)> Persons(Body body) =>
        from plan in body.Approvals.Select((plan, index) => (plan, index))
        from level in plan.plan.Levels.Select((level, index) => (level, index))
        from who in level.level.Who
        where ApprovalPlans.Role(who) is null
        select ($"approvals[{plan.index}].levels[{level.index}].who", who);

    private static IEnumerable<(string Member, string Text)> Level(ApprovalLevel level, string at)
    {
        if (level.Who.Count == 0)
            yield return (at + ".who", BodyTexts.NobodyAtLevel);
        if (level.WorkingDays < 1)
            yield return (at + ".workingDays", BodyTexts.TooLow(level.WorkingDays.Value, 1));
        if (level.Rule == ApprovalRule.BothChairs && !level.Who.Contains("chair", StringComparer.Ordinal))
            yield return (at + ".rule", BodyTexts.BothChairsWithoutChair);
        foreach (var mistake in level.Ladder is null ? [] : BodyChecks.Ladder(at + ".ladder", level.Ladder))
            yield return mistake;
    }
}
