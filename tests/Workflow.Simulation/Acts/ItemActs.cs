using Workflow.Activities.Items;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

/// <summary>What becomes of items before and between their meetings.</summary>
internal static class ItemActs
{
    public static IEnumerable<Act> Of(Scene scene)
    {
        if (!scene.WindsDown)
            yield return Draft(scene);
        foreach (var item in scene.Ledger.Items.All)
        {
            if (item.State is ItemState.Reported or ItemState.Withdrawn)
                continue;
            foreach (var act in Of(scene, item).Concat(DecisionActs.Of(scene, item)))
                yield return act;
        }
    }

    private static IEnumerable<Act> Of(Scene scene, Item item)
    {
        yield return scene.GivesUp && item.State != ItemState.Ended
            ? Withdraw(scene, item, Motive.Duty, 1)
            : Withdraw(scene, item, item.State == ItemState.Ended ? Motive.Mischief : Motive.Chance, 0.006);
        if (item.State is ItemState.Draft)
            yield return Submit(scene, item, 0.7);
        if (item.State is ItemState.FindingsOpen)
        {
            yield return Accept(scene, item);
            yield return Submit(scene, item, 0.2);
        }

        if (item.State is ItemState.InApproval && !scene.WindsDown)
            yield return Submit(scene, item, 0.03);
        if (!scene.WindsDown)
            yield return Recuse(scene, item);

        if (item.State is ItemState.InHearing && !scene.Ledger.Consultations.All.Any(other =>
            other.AboutId == item.Id && other.State == ConsultationState.Open))
            yield return Hear(scene, item);
        if (Asks(scene, item, "writeRecommendation"))
            yield return Recommend(scene, item, Motive.Duty, 0.6);
        else if (item.State is ItemState.OnAgenda or ItemState.AwaitingMeeting)
            yield return Recommend(scene, item, Motive.Chance, 0.03);
        if (scene.Ledger.Meetings.All.Where(meeting => meeting.State < MeetingState.Held).ToList() is { Count: > 0 } coming)
            yield return Place(scene, item, coming, Motive.Chance, 0.02);
        if (Asks(scene, item, "noMeeting"))
        {
            foreach (var act in FindMeeting(scene, item))
                yield return act;
        }
    }

    private static Act Draft(Scene scene) => new(Motive.Chance, 0.9, "draft", (process, id) =>
    {
        var dice = scene.Dice;
        var body = dice.Pick<Body>([.. scene.Cast.Bodies.All]);
        var coming = scene.Ledger.Coming(body.Id).ToList();
        var command = new DraftItem("item-" + id[8..], body.Id, "Lamps of street " + id[8..])
        {
            Access = dice.Pick([Access.Open, Access.Closed]),
            PlannedRoute = dice.Pick([PlannedRoute.Unspecified, PlannedRoute.Ends, PlannedRoute.Refers]),
            OwnerId = dice.Chance(0.8) ? Cast.Owner : null,
            CaseNumber = "26-114",
            DocumentNumber = "7001",
            MeetingDate = coming.Count > 0 && dice.Chance(0.4) ? dice.Pick(coming).Date : null,
            Sections = Sections(dice),
            Recommendation = [new TextBlock("Det indstilles, at planen tages til efterretning.")],
        };
        return Answer.OfAsync(process.Items.DraftAsync(command, scene.Cast.Actor(Cast.Owner), id, CancellationToken.None));
    });

    /// <summary>Now and then with a mistake that the check finds.</summary>
    private static List<ItemSection> Sections(Dice dice)
    {
        var sections = new List<ItemSection>
        {
            new(
                SectionKind.Statement,
                null,
                [new TextBlock(dice.Chance(0.2) ? "Skriv sagsfremstilling her. 010180-1234" : "Gaden er mørk om aftenen.")]),
        };
        if (dice.Chance(0.8))
            sections.Add(new ItemSection(
                SectionKind.Economy, null, [new TextBlock("Sagen har ingen udgifter, der kræver særskilt stillingtagen.")]));
        return sections;
    }

    /// <summary>
    /// Sometimes the chair is asked before to let it in late; where no meeting is named that is refused, and no harm.
    /// </summary>
    private static Act Submit(Scene scene, Item item, double weight) =>
        new(Motive.Duty, weight, $"submit {item.Id}", async (process, id) =>
        {
            var command = new SubmitItem(item.Id) { Sections = scene.Dice.Chance(0.2) ? Sections(scene.Dice) : null };
            var asksTheChair = scene.WindsDown || scene.Dice.Chance(0.3);
            var actor = scene.Cast.Actor(!scene.WindsDown && scene.Dice.Chance(0.03) ? $"{item.OriginBodyId}.chair" : Cast.Owner);
            if (asksTheChair)
                await process.Items.AllowLateAsync(
                    new AllowLate(item.Id, "It cannot wait."),
                    scene.Cast.Actor($"{item.TargetBodyId ?? item.OriginBodyId}.chair"), id + "/late",
                    CancellationToken.None);
            return await Answer.OfAsync(process.Items.SubmitAsync(command, actor, id, CancellationToken.None));
        });

    private static Act Accept(Scene scene, Item item) => new(Motive.Duty, 0.8, $"accept {item.Id}", (process, id) =>
        Answer.OfAsync(process.Items.AcceptFindingsAsync(
            new AcceptFindings(item.Id, "As it should be."), Secretary(scene), id, CancellationToken.None)));

    private static Act Withdraw(Scene scene, Item item, Motive motive, double weight) => new(
        motive, weight, $"withdraw {item.Id}", (process, id) => Answer.OfAsync(process.Items.WithdrawAsync(
            new WithdrawItem(item.Id, "No longer wanted."), Secretary(scene), id, CancellationToken.None)));

    private static Act Recuse(Scene scene, Item item) => new(Motive.Chance, 0.01, $"recuse {item.Id}", (process, id) =>
    {
        var body = item.TargetBodyId ?? item.OriginBodyId;
        return Answer.OfAsync(process.Items.RecuseAsync(
            new RecusePerson(
                item.Id,
                scene.Dice.Pick([$"{body}.chair", $"{body}.cochair", $"{body}.deputy", Cast.Owner]),
                "An own interest.",
                Cast.Secretary),
            Secretary(scene), id, CancellationToken.None));
    });

    private static Act Hear(Scene scene, Item item) => new(Motive.Duty, 0.5, $"hear {item.Id}", (process, id) =>
        Answer.OfAsync(process.Items.HoldHearingAsync(
            new HoldHearing(
                item.Id, [new ConsultedParty("party-c", "Party C", "c@forum.invalid")], scene.Dice.Between(2, 10),
                "What do you say?"),
            Secretary(scene), id, CancellationToken.None)));

    private static Act Recommend(Scene scene, Item item, Motive motive, double weight) => new(
        motive, weight, $"recommend {item.Id}", (process, id) => Answer.OfAsync(process.Items.WriteRecommendationAsync(
            new WriteRecommendation(item.Id, [new TextBlock($"Det indstilles, at plan {scene.Dice.Below(100)} godkendes.")]),
            Secretary(scene), id, CancellationToken.None)));

    /// <summary>
    /// What found no meeting is given one by hand; where the body will hold none any more, it is taken back in the end.
    /// </summary>
    private static IEnumerable<Act> FindMeeting(Scene scene, Item item)
    {
        var bodyId = item.TargetBodyId ?? item.OriginBodyId;
        var coming = scene.Ledger.Coming(bodyId)
            .Where(meeting => meeting.State < MeetingState.AgendaInApproval && meeting.Date > scene.Today).ToList();
        if (coming.Count > 0)
            yield return Place(scene, item, coming, Motive.Duty, 0.4);
        else if (scene.WindsDown && (scene.Cast.Bodies.Find(bodyId) is not { } body || !scene.InOffice(body)))
            yield return Withdraw(scene, item, Motive.Duty, 0.3);
    }

    private static bool Asks(Scene scene, Item item, string task) => scene.Ledger.Tasks.All.Any(
        open => open.AboutId == item.Id && open.Kind == task && open.DoneAt is null);

    private static Act Place(Scene scene, Item item, List<Meeting> coming, Motive motive, double weight) =>
        new(motive, weight, $"place {item.Id}", (process, id) =>
            Answer.OfAsync(process.Items.PlaceAsync(
                new PlaceItem(item.Id, scene.Dice.Pick(coming).Id, scene.Dice.Chance(0.5) ? scene.Dice.Between(1, 4) : null),
                Secretary(scene), id, CancellationToken.None)));

    private static Actor Secretary(Scene scene) => scene.Cast.Actor(Cast.Secretary);
}
