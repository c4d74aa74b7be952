using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Items;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class ConfirmOutcomesTests(TestDatabases databases)
{
    private static readonly DateOnly Day = ItemWorld.Day("2026-04-15");

    [Theory, EachDatabase]
    public async Task ConfirmAll_RoutesWhatWasUnderstood_AndNamesWhatNobodyMayGuess(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, Day);
        foreach (var id in new[] { "noted", "undecided", "open" })
            await world.SubmitAsync(ItemWorld.Lamps(Day) with { ItemId = id });
        await world.HoldAsync(meeting);
        await RecordAsync(world, "noted", "Taget til efterretning.");
        await RecordAsync(world, "undecided", ".");

        var answer = ItemWorld.Accept(await world.Desk.ConfirmOutcomesAsync(
            new ConfirmOutcomes(meeting), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        answer.ItemIds.ShouldBe(["noted"]);
        answer.Left.Select(left => (left.ItemId, left.Code)).ShouldBe(
            [("undecided", "outcome-undecided"), ("open", "decision-not-recorded")]);
        (await world.LookAsync("noted")).Item.State.ShouldBe(ItemState.Ended);
        (await world.LookAsync("undecided")).Item.State.ShouldBe(ItemState.OnAgenda);
        (await world.TimelineAsync("noted")).Count(entry => entry.Act == "outcomeConfirmed").ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task ConfirmAll_Again_ConfirmsNothingTwice_AndBeforeTheMeetingIsRefused(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, Day);
        await world.SubmitAsync(ItemWorld.Lamps(Day));
        var early = await world.Desk.ConfirmOutcomesAsync(
            new ConfirmOutcomes(meeting), ItemWorld.Clerk, world.NextCommand, CancellationToken.None);
        early.Refusal!.Code.ShouldBe("meeting-not-held");
        await world.HoldAsync(meeting);
        await RecordAsync(world, "lamps", "Godkendt.");

        foreach (var expected in new[] { 1, 0 })
        {
            var answer = ItemWorld.Accept(await world.Desk.ConfirmOutcomesAsync(
                new ConfirmOutcomes(meeting), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
            answer.ItemIds.Count.ShouldBe(expected);
        }

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.Ended);
    }

    private static async Task RecordAsync(ItemWorld world, string itemId, string text) => ItemWorld.Accept(
        await world.Desk.RecordDecisionAsync(
            new RecordDecision(itemId, text), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
}
