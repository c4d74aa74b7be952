using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Routing;

/// <param name="Reading">Confirmed by a person; a proposal never routes.</param>
public sealed record RouteQuestion(Item Item, DecisionReading Reading, Body Body, DateOnly MeetingDate, BodyRegister Bodies);

/// <summary>Decides where an item goes after a confirmed decision, and says why.</summary>
public static class Router
{
    public static RouteRuling Route(RouteQuestion question)
    {
        var row = RouteTable.Row(question.Body, question.Reading, question.Item.PlannedRoute);
        var ruling = row.Route switch
        {
            RouteKind.Referred => Refer(question, row),
            RouteKind.Postponed => Postpone(question, row),
            _ => new RouteRuling(row.Route, row.Name, RouteTexts.Reason(row, question)),
        };
        return ruling with { Contradictions = Contradictions(question, row) };
    }

    /// <summary>The chair's choice to send an item on goes the same way as a decision that does.</summary>
    public static RouteRuling ReferByChoice(RouteQuestion question) =>
        Refer(question, new RouteRow("chairChose", [], [], null, RouteKind.Referred));

    private static RouteRuling Refer(RouteQuestion question, RouteRow row)
    {
        var written = question.Reading.NamedBody ?? question.Item.PlannedBody;
        var date = question.Reading.NamedDate ?? (FollowsPlan(question) ? question.Item.PlannedDate : null);
        var day = date ?? question.MeetingDate;
        var named = written is null ? null : Find(question, written);
        // A plan may name the deciding body's own next meeting; that is no reference to somebody else.
        if (named?.Id == question.Body.Id)
            (named, written, date) = (null, null, null);
        var target = named ?? (written is null ? UpperBody(question) : null);
        var inOffice = target is null ? null : BodyNames.InOffice(question.Bodies, target, day);
        return new RouteRuling(RouteKind.Referred, row.Name, RouteTexts.Referred(row, question, target, inOffice, written))
        {
            ToBodyId = inOffice?.Id,
            ToBody = inOffice?.Name ?? target?.Name ?? written,
            ToDate = date,
        };
    }

    /// <summary>
    /// A planned date is of the planned body's meeting: it says nothing of another body that the decision names.
    /// </summary>
    private static bool FollowsPlan(RouteQuestion question)
    {
        if (question.Reading.NamedBody is not { } named)
            return true;
        var planned = question.Item.PlannedBody is { } written ? Find(question, written) : UpperBody(question);
        return planned is not null
            ? planned.Id == Find(question, named)?.Id
            : string.Equals(named, question.Item.PlannedBody, StringComparison.OrdinalIgnoreCase);
    }

    private static Body? Find(RouteQuestion question, string written) =>
        BodyNames.Find(question.Bodies, written, question.Body.Cluster);

    private static RouteRuling Postpone(RouteQuestion question, RouteRow row) =>
        new(RouteKind.Postponed, row.Name, RouteTexts.Reason(row, question))
        {
            ToBodyId = question.Body.Id,
            ToBody = question.Body.Name,
            ToDate = question.Reading.NamedDate,
        };

    private static Body? UpperBody(RouteQuestion question) =>
        question.Body.RefersTo is null ? null : question.Bodies.Find(question.Body.RefersTo);

    private static string[] Contradictions(RouteQuestion question, RouteRow row) => (question.Item.PlannedRoute, row.Route) switch
    {
        (PlannedRoute.Ends, RouteKind.ChairChooses or RouteKind.Referred) => [RouteTexts.PlanEnds(question)],
        (PlannedRoute.Refers, RouteKind.Ended or RouteKind.ChairChooses) => [RouteTexts.PlanRefers(question)],
        _ => [],
    };
}
