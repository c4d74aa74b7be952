using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Forums.Routing;

namespace Workflow.Activities.Items;

/// <summary>Who may choose where an item goes, and what the choice is as a route.</summary>
internal static class RouteChoice
{
    public const string Row = "chairChose";

    public static bool MayChoose(ForumRules rules, Body body, Item item, Actor actor, DateTimeOffset now)
    {
        if (item.IsRecused(actor.Id))
            return false;
        return MayActForChairs(rules, body, item, actor, now)
            || (ChairLadder.IsHandedOver(body, item) && IsDeputy(rules, body, item, actor, now));
    }

    /// <summary>A chair who is not recused; their deputy while none of those is there.</summary>
    public static bool MayActForChairs(ForumRules rules, Body body, Item item, Actor actor, DateTimeOffset now)
    {
        var chairs = ItemLetters.Chairs(rules, body, item, now);
        if (chairs.Any(chair => chair.Person.Id == actor.Id))
            return true;
        var roles = new Roles(rules, body, now);
        return chairs.All(chair => roles.IsAbsent(chair.Person.Id)) && IsDeputy(rules, body, item, actor, now);
    }

    private static bool IsDeputy(ForumRules rules, Body body, Item item, Actor actor, DateTimeOffset now) =>
        ItemLetters.Deputies(rules, body, item, now).Any(deputy => deputy.Person.Id == actor.Id);

    public static Ruling<RouteRuling> Decide(
        ChooseRoute command, Item item, Treatment treatment, Body body, Meeting meeting, BodyRegister bodies)
    {
        var reason = BodyLanguage.Of(body, () => ItemTexts.Say(
            "reason-chair-chose", ItemTexts.Say("choice-" + command.Choice), Row, command.Reason ?? "–"));
        switch (command.Choice)
        {
            case ChairChoice.End:
                return new RouteRuling(RouteKind.Ended, Row, reason);
            case ChairChoice.NextMeeting:
                return new RouteRuling(
                    RouteKind.Postponed, Row, reason)
                { ToBodyId = body.Id, ToBody = body.Name, ToDate = command.Date };
            default:
                return Refer(command, item, treatment, body, meeting, bodies, reason);
        }
    }

    private static Ruling<RouteRuling> Refer(
        ChooseRoute command, Item item, Treatment treatment, Body body, Meeting meeting, BodyRegister bodies, string reason)
    {
        if (command.ToBodyId is null)
        {
            var question = ItemRouting.Question(item, treatment.Decision!.Confirmed!, body, meeting, bodies);
            var ruling = BodyLanguage.Of(body, () => Router.ReferByChoice(question));
            return ruling with { Reason = $"{reason} {ruling.Reason}", ToDate = command.Date ?? ruling.ToDate };
        }

        return bodies.Find(command.ToBodyId) is { } to
            ? new RouteRuling(RouteKind.Referred, Row, reason) { ToBodyId = to.Id, ToBody = to.Name, ToDate = command.Date }
            : ItemTexts.Refuse("body-unknown", command.ToBodyId);
    }
}
