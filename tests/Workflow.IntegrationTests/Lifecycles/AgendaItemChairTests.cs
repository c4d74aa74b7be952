using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class AgendaItemChairTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    [Theory, EachDatabase]
    public async Task Ladder_NobodyChooses_EndsInATaskAndTheItemWaits(DatabaseKind kind)
    {
        await using var world = await RejectedAsync(kind);
        (await world.OpenDeadlinesAsync("lamps")).Count.ShouldBe(5);

        await world.WaitDaysAsync(14);

        var (item, _, tasks, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.AwaitingChair);
        tasks.ShouldHaveSingleItem().Kind.ShouldBe("chairChoice");
        (await world.OpenDeadlinesAsync("lamps")).ShouldBeEmpty();
        var letters = (await world.LettersAsync("lamps")).Select(line => $"{line.Letter.Kind}>{line.Letter.ToPersonId}");
        letters.ShouldBe(
            ["reminder>chair", "reminder>chair", "reminder>chair", "escalation>chair", "handOver>deputy", "escalation>clerk"]);
    }

    /// <summary>The service was down, or the item faulted, until long after the chair's day.</summary>
    [Theory, EachDatabase]
    public async Task Ladder_BegunLongAfterItsDay_SkipsTheRemindersAndNothingElse(DatabaseKind kind)
    {
        await using var world = await RejectedAsync(kind);
        var treatment = (await world.LookAsync("lamps")).Treatments[^1];
        var late = treatment with { Round = 7, Decision = treatment.Decision! with { ConfirmedAt = world.Now.AddDays(-40) } };

        await world.ActAsync(session => ChairLadder.PlanAsync(session, ItemWorld.District, late, CancellationToken.None));

        var left = (await world.OpenDeadlinesAsync("lamps")).Where(deadline => deadline.SubjectVersion == 7)
            .Select(deadline => deadline.Rung);
        left.ShouldBe(ItemWorld.District.Ladder.Where(step => !step.IsReminder()).Select(step => step.Rung), ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task Choice_ByTheDeputy_OnlyAfterTheDutyWasHandedOver(DatabaseKind kind)
    {
        await using var world = await RejectedAsync(kind);
        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Deputy)).ShouldBe("not-the-chair");
        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Clerk)).ShouldBe("not-the-chair");

        await world.WaitDaysAsync(14);

        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Deputy)).ShouldBeNull();
        var (item, _, tasks, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.Ended);
        tasks.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Choice_Refer_GoesToTheUpperBodyAndStopsTheLadder(DatabaseKind kind)
    {
        await using var world = await RejectedAsync(kind);
        await world.MeetAsync(ItemWorld.County, May);

        (await ChooseAsync(world, ChairChoice.Refer, ItemWorld.Chair)).ShouldBeNull();

        var (item, treatments, _, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.OnAgenda);
        (treatments[0].Route!.Kind, treatments[0].Route!.Row).ShouldBe((RouteKind.Referred, "chairChose"));
        treatments[1].BodyId.ShouldBe("county");
        (await world.OpenDeadlinesAsync("lamps")).ShouldBeEmpty();
        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Chair)).ShouldBe("item-wrong-state");
    }

    [Theory, EachDatabase]
    public async Task Choice_NextMeeting_ComesBackWithItsRejectionAsEarlierDecision(DatabaseKind kind)
    {
        await using var world = await RejectedAsync(kind);
        var next = await world.MeetAsync(ItemWorld.District, May);

        (await ChooseAsync(world, ChairChoice.NextMeeting, ItemWorld.Chair)).ShouldBeNull();

        var (_, treatments, _, _, _) = await world.LookAsync("lamps");
        treatments[1].MeetingId.ShouldBe(next);
        treatments[1].Lineage.ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Rejected);

        // Rejected once more, the ladder begins anew: the rungs of the first treatment do not count.
        await world.HoldAsync(next);
        (await world.DecideAsync("lamps", "Forkastet.", DecisionOutcome.Rejected)).Item.State.ShouldBe(ItemState.AwaitingChair);
        (await world.OpenDeadlinesAsync("lamps")).Count.ShouldBe(5);
    }

    [Theory, EachDatabase]
    public async Task Choice_WhileTheChairIsRecused_IsTheDeputys(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        ItemWorld.Accept(await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "Forkastet.") { Recusals = [new Recusal("chair", "Nabo til parken.", "deputy")] },
            ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        ItemWorld.Accept(await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.AwaitingChair);
        await world.WaitDaysAsync(14);

        (await world.LettersAsync("lamps")).Select(line => line.Letter.ToPersonId).ShouldNotContain("chair");
        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Chair)).ShouldBe("recused");
        (await ChooseAsync(world, ChairChoice.End, ItemWorld.Deputy)).ShouldBeNull();
    }

    private static async Task<string?> ChooseAsync(ItemWorld world, ChairChoice choice, Forums.People.Actor actor) =>
        (await world.Desk.ChooseRouteAsync(
            new ChooseRoute("lamps", choice, "Efter drøftelse."), actor, world.NextCommand, CancellationToken.None))
            .Refusal?.Code;

    private async Task<ItemWorld> RejectedAsync(DatabaseKind kind)
    {
        var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        (await world.DecideAsync("lamps", "Forkastet.", DecisionOutcome.Rejected)).Item.State.ShouldBe(ItemState.AwaitingChair);
        return world;
    }
}
