using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class AgendaItemPlacementTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    [Theory, EachDatabase]
    public async Task Item_WithoutAMeeting_WaitsWithOneTaskUntilOneIsPlanned(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var waiting = await world.SubmitAsync(ItemWorld.Lamps(meeting: null));
        waiting.Item.State.ShouldBe(ItemState.AwaitingMeeting);
        waiting.OpenTasks.ShouldHaveSingleItem().Kind.ShouldBe("noMeeting");

        await world.RaiseAsync("lamps", "MeetingPlanned");
        (await world.LookAsync("lamps")).OpenTasks.ShouldHaveSingleItem();
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.RaiseAsync("lamps", "MeetingPlanned");

        var placed = await world.LookAsync("lamps");
        placed.Treatments.ShouldHaveSingleItem().MeetingId.ShouldBe(meeting);
        placed.OpenTasks.ShouldBeEmpty();
        (await world.TimelineAsync("lamps")).ShouldContain(entry => entry.Act == "noMeeting");
    }

    [Theory, EachDatabase]
    public async Task Item_OnACancelledMeeting_LooksForTheNext(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var cancelled = await world.MeetAsync(ItemWorld.District, April);
        var next = await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.SetStateAsync(cancelled, MeetingState.Cancelled);

        await world.RaiseAsync("lamps", "MeetingCancelled");

        var (item, treatments, _, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.OnAgenda);
        treatments.Select(treatment => treatment.State).ShouldBe([TreatmentState.Removed, TreatmentState.Listed]);
        treatments[1].MeetingId.ShouldBe(next);
        treatments[1].Recommendation.ShouldBe(treatments[0].Recommendation);
    }

    [Theory, EachDatabase]
    public async Task LateItem_NeedsAReasonAndTheChairsYes_EvenAfterDispatch(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, new DateOnly(2026, 3, 9));
        await world.SetStateAsync(meeting, MeetingState.Dispatched);
        ItemWorld.Accept(await world.Desk.DraftAsync(
            ItemWorld.Lamps(new DateOnly(2026, 3, 9)), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        (await SubmitAsync()).ShouldBe("late-not-allowed");
        (await AllowAsync("Haster.", ItemWorld.Clerk)).ShouldBe("late-needs-chair");
        (await AllowAsync("Haster.", ItemWorld.Deputy)).ShouldBe("late-needs-chair");
        (await AllowAsync(" ", ItemWorld.Chair)).ShouldBe("reason-missing");
        (await AllowAsync("Lamperne går ud i aften.", ItemWorld.Chair)).ShouldBeNull();
        (await SubmitAsync()).ShouldBeNull();

        var (item, treatments, _, _, _) = await world.LookAsync("lamps");
        var treatment = treatments.ShouldHaveSingleItem();
        (treatment.MeetingId, treatment.Late).ShouldBe((meeting, new LateSubmission("Lamperne går ud i aften.", "chair")));
        item.Late.ShouldBe(treatment.Late);
        (await world.TimelineAsync("lamps")).ShouldContain(
            entry => entry.Act == "placedOnAgenda" && entry.Facts.ContainsKey("late"));

        async Task<string?> SubmitAsync() => (await world.Desk.SubmitAsync(
            new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None)).Refusal?.Code;

        async Task<string?> AllowAsync(string reason, Forums.People.Actor actor) => (await world.Desk.AllowLateAsync(
            new AllowLate("lamps", reason), actor, world.NextCommand, CancellationToken.None)).Refusal?.Code;
    }

    [Theory, EachDatabase]
    public async Task LateItem_WhoseMeetingIsCancelled_NeedsAnotherYesForAnAgendaThatIsSent(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var (first, second) = (new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 10));
        var cancelled = await world.MeetAsync(ItemWorld.District, first);
        var sent = await world.MeetAsync(ItemWorld.District, second);
        await world.SetStateAsync(cancelled, MeetingState.Dispatched);
        ItemWorld.Accept(
            await world.Desk.DraftAsync(ItemWorld.Lamps(first), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        await AllowAsync("Lamperne går ud i aften.", null);
        ItemWorld.Accept(
            await world.Desk.SubmitAsync(new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.OnAgenda);
        await world.SetStateAsync(sent, MeetingState.Dispatched);
        await world.SetStateAsync(cancelled, MeetingState.Cancelled);

        await world.RaiseAsync("lamps", "MeetingCancelled");

        var waiting = (await world.LookAsync("lamps")).Item;
        (waiting.State, waiting.Late).ShouldBe((ItemState.AwaitingMeeting, null));
        await AllowAsync("Det er stadig mørkt.", second);
        (await world.LookAsync("lamps")).Treatments[^1].MeetingId.ShouldBe(sent);

        async Task AllowAsync(string reason, DateOnly? day) => ItemWorld.Accept(await world.Desk.AllowLateAsync(
            new AllowLate("lamps", reason, day), ItemWorld.Chair, world.NextCommand, CancellationToken.None));
    }

    [Theory, EachDatabase]
    public async Task DocumentNumber_OfTheReceivingBody_GoesAlongWhenItsMeetingIsCancelled(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var first = await world.MeetAsync(ItemWorld.District, April);
        var cancelled = await world.MeetAsync(ItemWorld.County, new DateOnly(2026, 5, 5));
        await world.SubmitAsync(ItemWorld.Lamps(April, Forums.Papers.PlannedRoute.Refers));
        await world.HoldAsync(first);
        await world.DecideAsync("lamps", "Godkendt.", Forums.Decisions.DecisionOutcome.Approved);
        ItemWorld.Accept(await world.Desk.WriteRecommendationAsync(
            new WriteRecommendation(
                "lamps", [new Forums.Papers.TextBlock("Det indstilles, at amtsrådet godkender planen.")], "8001"),
            ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        var next = await world.MeetAsync(ItemWorld.County, new DateOnly(2026, 5, 26));
        await world.SetStateAsync(cancelled, MeetingState.Cancelled);

        await world.RaiseAsync("lamps", "MeetingCancelled");

        var treatment = (await world.LookAsync("lamps")).Treatments[^1];
        (treatment.MeetingId, treatment.DocumentNumber).ShouldBe((next, "8001"));
    }

    [Theory, EachDatabase]
    public async Task Item_MovedByTheSecretariat_ChangesMeetingAndPlace(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var april = await world.MeetAsync(ItemWorld.District, April);
        var may = await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.SubmitAsync(ItemWorld.Lamps(May) with { ItemId = "benches", Title = "Bænke i parken" });

        ItemWorld.Accept(await world.Desk.PlaceAsync(
            new PlaceItem("lamps", may, 1), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        var agenda = await world.ReadAsync(session => session.TreatmentsOfMeetingAsync(may, CancellationToken.None));
        agenda.Select(treatment => treatment.ItemId).ShouldBe(["lamps", "benches"]);
        (await world.InstanceAsync("lamps")).ActivityId.ShouldBe("awaitDecision");

        await world.SetStateAsync(april, MeetingState.Dispatched);
        (await world.Desk.PlaceAsync(new PlaceItem("benches", april), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("agenda-sent");
    }

    [Theory, EachDatabase]
    public async Task Draft_TwiceUnderOneId_IsRefused(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.SubmitAsync(ItemWorld.Lamps(meeting: null));

        (await world.Desk.DraftAsync(ItemWorld.Lamps(null), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("item-exists");
        (await world.Desk.DraftAsync(
            ItemWorld.Lamps(null) with { ItemId = "../x" }, ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("item-id-unsafe");
        (await world.Desk.SubmitAsync(new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("item-wrong-state");
    }
}
