using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class AgendaItemForwardingTests(TestDatabases databases)
{
    private const string Canary = "KANARIEFUGL";

    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    /// <summary>Everything that may be for the district council alone: a block, a file, a line of the decision.</summary>
    private static DraftItem Fenced => ItemWorld.Lamps(April, PlannedRoute.Refers) with
    {
        Sections = [
            new ItemSection(SectionKind.Statement, null, [new TextBlock("Parken er mørk."), new TextBlock(Canary, "district")])],
        Recommendation =
        [
            new TextBlock("Det indstilles, at planen forelægges."), new TextBlock($"- at {Canary} drøftes.", "district"),
        ],
        Attachments = [new ItemAttachment("Lampeplan.pdf", "7002", "26-114"),
            new ItemAttachment($"{Canary}.pdf", "7003", "26-114") { Audience = "district" }],
    };

    [Theory, EachDatabase]
    public async Task Item_Referred_ReachesTheUpperBodyWithoutWhatWasPutToTheFirstAlone(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var first = await world.MeetAsync(ItemWorld.District, April);
        var second = await world.MeetAsync(ItemWorld.County, May);
        await world.SubmitAsync(Fenced);
        await world.HoldAsync(first);

        var (item, treatments, tasks, _, _) = await world.DecideAsync(
            "lamps", $"Godkendt.\n***\n{Canary}\n***", DecisionOutcome.Approved);

        item.State.ShouldBe(ItemState.OnAgenda);
        treatments.Count.ShouldBe(2);
        var received = treatments[1];
        (received.BodyId, received.MeetingId).ShouldBe(("county", second));
        received.Recommendation.ShouldBeNull();
        received.Lineage.ShouldHaveSingleItem().ShouldBe(
            new EarlierDecision("Distriktsråd Øst", April, "Godkendt.") { Outcome = DecisionOutcome.Approved });
        received.DocumentNumber.ShouldBeNull();
        ForumJson.Write(received).ShouldNotContain(Canary);
        tasks.ShouldHaveSingleItem().Kind.ShouldBe("writeRecommendation");
        (await world.LettersAsync(null)).ShouldAllBe(
            line => !ForumJson.Write(line.Letter).Contains(Canary, StringComparison.Ordinal));
        (await PaperAsync(world, item, received, second)).ShouldNotContain(Canary);
        (await PaperAsync(world, item, received, second)).ShouldContain("Lampeplan.pdf");
    }

    [Theory, EachDatabase]
    public async Task Item_RecommendationWrittenForTheReceivingBody_CompletesTheTaskAndGoesToItsEnd(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var first = await world.MeetAsync(ItemWorld.District, April);
        var second = await world.MeetAsync(ItemWorld.County, May);
        await world.SubmitAsync(Fenced);
        await world.HoldAsync(first);
        await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);

        ItemWorld.Accept(await world.Desk.WriteRecommendationAsync(
            new WriteRecommendation(
                "lamps", [new TextBlock("Det indstilles, at amtsrådet tager planen til efterretning.")], "8001"),
            ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        var (_, treatments, tasks, _, _) = await world.LookAsync("lamps");
        tasks.ShouldBeEmpty();
        treatments[1].DocumentNumber.ShouldBe("8001");
        await world.HoldAsync(second);
        // The plan "refers" was the district's: the county's own decision ends it.
        (await world.DecideAsync("lamps", "Taget til efterretning.", DecisionOutcome.Noted)).Item.State.ShouldBe(ItemState.Ended);
        await world.PublishMinutesAsync(first);
        await world.PublishMinutesAsync(second);
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.Reported);
    }

    [Theory, EachDatabase]
    public async Task Item_RecommendationThatNamesTheReceivingBody_IsTaken(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var first = await world.MeetAsync(ItemWorld.District, April);
        await world.MeetAsync(ItemWorld.County, May);
        await world.SubmitAsync(ItemWorld.Lamps(April, PlannedRoute.Refers) with
        {
            Recommendation = [new TextBlock("Det indstilles,\n- at Amtsrådet tager planen til efterretning.")],
        });
        await world.HoldAsync(first);

        var (_, treatments, tasks, _, _) = await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);

        treatments[1].Recommendation.ShouldHaveSingleItem().Text.ShouldContain("Amtsrådet");
        tasks.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Item_ForABodyThatIsNotConfigured_WaitsWithATaskUntilAMeetingIsNamed(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var first = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April, PlannedRoute.Refers) with { PlannedBody = "Sundhedsråd Vestegn" });
        await world.HoldAsync(first);

        var (item, treatments, tasks, _, _) = await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);
        item.State.ShouldBe(ItemState.AwaitingMeeting);
        treatments[0].Route!.ToBody.ShouldBe("Sundhedsråd Vestegn");
        tasks.ShouldHaveSingleItem().Text.ShouldContain("Sundhedsråd Vestegn");

        var second = await world.MeetAsync(ItemWorld.County, May);
        ItemWorld.Accept(await world.Desk.PlaceAsync(
            new PlaceItem("lamps", second), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        var placed = await world.LookAsync("lamps");
        placed.Treatments[1].BodyId.ShouldBe("county");
        placed.OpenTasks.ShouldHaveSingleItem().Kind.ShouldBe("writeRecommendation");
        placed.Treatments[0].Route!.Kind.ShouldBe(RouteKind.Referred);
    }

    private static async Task<string> PaperAsync(ItemWorld world, Item item, Treatment treatment, string meetingId)
    {
        var meeting = await world.ReadAsync(session => session.Meetings.GetAsync(meetingId, CancellationToken.None));
        return ForumJson.Write(PaperFor.Derive(
            PaperKind.Agenda, meeting, ItemWorld.County, [new TreatedItem(item, treatment)], Viewer.Secretariat("county"),
            new Forums.Bodies.BodyRegister([ItemWorld.District, ItemWorld.County])));
    }
}
