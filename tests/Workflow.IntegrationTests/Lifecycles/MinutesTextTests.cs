using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingTests;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>What is published is what was approved, however the items have gone on since.</summary>
public sealed class MinutesTextTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Minutes_WhoseItemGotAnotherTextAfterTheyWereDrafted_ArePublishedAsTheyWereApproved(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await HeldAsync(world);
        await world.DecideAsync("benches", "Sendes tilbage til fornyet behandling.");
        Accept(await world.CloseAsync(id));
        await world.PlanAsync(June);
        await AnswerAllAsync(world, id);
        await RewriteAsync(world);

        await ApproveNextAsync(world, id, "Referatet blev godkendt.");

        await ShowsTheOldTextAsync(world, id);
    }

    [Theory, EachDatabase]
    public async Task Minutes_WhoseItemGotAnotherTextBeforeTheClose_HaveTheTextTheMeetingDecidedOn(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { MinutesApprovedAt = MinutesApprovalWay.SameMeeting });
        var id = await HeldAsync(world);
        await world.DecideAsync("benches", "Sendes tilbage til fornyet behandling.");
        await RewriteAsync(world);

        Accept(await world.CloseAsync(id));

        await ShowsTheOldTextAsync(world, id);
    }

    private static async Task ApproveNextAsync(MeetingWorld world, string meetingId, string decision)
    {
        var next = Ids.Meeting("council", June);
        await world.CloseSubmissionsAsync(next);
        await world.ApproveAgendaAsync(next);
        Accept(await world.HoldAsync(next));
        await world.DecideAsync(Ids.MinutesItem(meetingId, 1), decision);
    }

    private static async Task RewriteAsync(MeetingWorld world) => Accept(await world.ActAsync(world.Items.SubmitAsync(
        new SubmitItem("benches")
        {
            Title = "Chairs CANARY",
            Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock("Chairs CANARY are wanted.")])],
            Attachments = [new ItemAttachment("CANARY.pdf", null, null)],
        },
        Clerk, world.NextCommand, CancellationToken.None)));

    private static async Task ShowsTheOldTextAsync(MeetingWorld world, string id)
    {
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Published);
        var page = (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None)))
            .Where(page => page.Kind == "minutes").ShouldHaveSingleItem();
        page.Content.ShouldContain("Benches are wanted.");
        page.Content.ShouldNotContain("CANARY");
        var draft = Accept(
            await world.Meetings.DraftMinutesAsync(id, Viewer.Member("council", "member"), CancellationToken.None));
        draft.Html.ShouldContain("Benches are wanted.");
        draft.Html.ShouldNotContain("CANARY");
    }
}
