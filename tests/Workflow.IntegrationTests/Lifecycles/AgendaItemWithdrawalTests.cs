using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Wherever an item waits for somebody it can be withdrawn; nothing about it is asked for afterwards.</summary>
public sealed class AgendaItemWithdrawalTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);

    [Theory, EachDatabase]
    public async Task Withdraw_BeforeItIsHandedIn(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        ItemWorld.Accept(
            await world.Desk.DraftAsync(ItemWorld.Lamps(April), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        await EndsAsync(world, "awaitSubmission");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_WhileFindingsAreOpen(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.SubmitAsync(ItemWorld.Lamps(April) with { Attachments = [new ItemAttachment("Plan.docm", null, null)] });
        await EndsAsync(world, "awaitFindings");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_WhileThereIsNoMeeting(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.SubmitAsync(ItemWorld.Lamps(meeting: null));
        await EndsAsync(world, "awaitMeeting");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_OnAnAgenda_TakesItOff(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await EndsAsync(world, "awaitDecision");
        (await world.LookAsync("lamps")).Treatments.ShouldHaveSingleItem().State.ShouldBe(TreatmentState.Removed);
    }

    [Theory, EachDatabase]
    public async Task Withdraw_WhileTheChairIsAsked_StopsTheLadder(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Forkastet.", DecisionOutcome.Rejected);
        await EndsAsync(world, "awaitChair");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_WhileAHearingHasNoParties(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Sendes i høring.", DecisionOutcome.SentToHearing);
        await EndsAsync(world, "hear");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_AfterItEnded_IsRefused(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);

        (await world.Desk.WithdrawAsync(
            new WithdrawItem("lamps", "For sent."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("item-wrong-state");
    }

    [Theory, EachDatabase]
    public async Task Withdraw_OnceAMeetingHasTakenItUp_IsRefusedAndTheDecisionStays(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        (await RefusedAsync(world)).ShouldBe("item-taken-up");
        ItemWorld.Accept(await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "Forkastet."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        (await RefusedAsync(world)).ShouldBe("decision-recorded");

        var (item, treatments, _, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.OnAgenda);
        treatments.ShouldHaveSingleItem().State.ShouldBe(TreatmentState.Decided);
    }

    [Theory, EachDatabase]
    public async Task Item_TakenOffByTheBodyItself_IsReportedAsDecided(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);

        var (item, treatments, _, _, _) = await world.DecideAsync("lamps", "Punktet udgår.", DecisionOutcome.Withdrawn);

        item.State.ShouldBe(ItemState.Withdrawn);
        (await world.LettersAsync(treatments[0].Id)).ShouldHaveSingleItem().Letter.Kind.ShouldBe("outcome");
    }

    private static async Task<string?> RefusedAsync(ItemWorld world) => (await world.Desk.WithdrawAsync(
        new WithdrawItem("lamps", "Ikke længere aktuelt."), ItemWorld.Clerk, world.NextCommand,
        CancellationToken.None)).Refusal?.Code;

    private static async Task EndsAsync(ItemWorld world, string place)
    {
        (await world.InstanceAsync("lamps")).ActivityId.ShouldBe(place);

        var (item, _, tasks, _, _) = await world.WithdrawAsync("lamps");

        item.State.ShouldBe(ItemState.Withdrawn);
        (await world.StepsAsync("lamps")).TakeLast(2).ShouldBe([$"{place}:Withdrawn", "report:Done"]);
        tasks.ShouldBeEmpty();
        (await world.OpenDeadlinesAsync("lamps")).ShouldBeEmpty();
        (await world.LettersAsync("lamps"))[^1].Letter.ShouldSatisfyAllConditions(
            letter => letter.Kind.ShouldBe("withdrawn"), letter => letter.ToPersonId.ShouldBe("owner"));
    }
}
