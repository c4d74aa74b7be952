using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingTests;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// Minutes are published as they were approved: with their amendment, never changed in silence, corrected in the open.
/// </summary>
public sealed class MinutesAmendmentTests(TestDatabases databases)
{
    private const string Amending = "Godkendt med den ændring, at bænkene er grønne.";

    [Theory, EachDatabase]
    public async Task ApprovedWithAnAmendment_AreAmendedAndConfirmedBeforeTheyArePublished(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DecidedAsync(world);

        await ApproveNextAsync(world, id, Amending);

        (await PagesAsync(world, id)).ShouldBeEmpty();
        var task = (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        task.Kind.ShouldBe("amendMinutes");
        task.Text.ShouldContain("bænkene er grønne");
        Accept(await CorrectAsync(world, id, "The benches are green.", "Taget til efterretning. Bænkene er grønne."));
        (await OpenTasksAsync(world, id)).ShouldBeEmpty();
        (await PagesAsync(world, id)).ShouldBeEmpty();
        var approval = await world.PendingApprovalAsync(id);
        var meeting = await world.MeetingAsync(id);
        (approval.Kind, approval.ContentHash, meeting.MinutesVersion).ShouldBe((ApprovalKind.Minutes, meeting.MinutesHash, 2));
        Accept(await world.AnswerAsync(approval, MeetingWorld.Chair));
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Published);
        (await PagesAsync(world, id)).ShouldHaveSingleItem().Content.ShouldContain("Bænkene er grønne.");
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.Reported);
    }

    [Theory, EachDatabase]
    public async Task ApprovedWithAnAmendmentAtTheMeetingItself_AreNotPublishedWithoutIt(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { MinutesApprovedAt = MinutesApprovalWay.SameMeeting });
        var id = await world.PlanAsync(May);
        Accept(await world.Items.DraftAsync(
            new DraftItem("approving", "council", "Minutes of this meeting")
            {
                Access = Access.Open,
                MeetingDate = May,
                PlannedRoute = PlannedRoute.Ends,
                Standing = StandingItem.ApproveMinutes,
            },
            Clerk, world.NextCommand, CancellationToken.None));
        Accept(await world.ActAsync(
            world.Items.SubmitAsync(new SubmitItem("approving"), Clerk, world.NextCommand, CancellationToken.None)));
        await world.CloseSubmissionsAsync(id);
        await world.ApproveAgendaAsync(id);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("approving", Amending);

        Accept(await world.CloseAsync(id));

        (await PagesAsync(world, id)).ShouldBeEmpty();
        (await OpenTasksAsync(world, id)).ShouldBe(["amendMinutes"]);
        Accept(await CorrectAsync(world, id, "The benches are green."));
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair));
        (await PagesAsync(world, id)).ShouldHaveSingleItem();
    }

    [Theory, EachDatabase]
    public async Task AmendedVersion_ThatTheChairRefuses_GoesBackWithTheReason(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DecidedAsync(world);
        await ApproveNextAsync(world, id, Amending);
        Accept(await CorrectAsync(world, id, "The benches are green.", "Taget til efterretning. Bænkene er røde."));

        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair, "They are green, not red."));

        (await PagesAsync(world, id)).ShouldBeEmpty();
        (await world.ReadAsync(
            session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldHaveSingleItem().Text.ShouldContain("not red");
        Accept(await CorrectAsync(world, id, "The benches are green.", "Taget til efterretning. Bænkene er grønne."));
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair));
        (await PagesAsync(world, id)).ShouldHaveSingleItem().Content.ShouldNotContain("røde");
        (await world.MeetingAsync(id)).MinutesVersion.ShouldBe(3);
    }

    [Theory, EachDatabase]
    public async Task AmendedVersion_OfABodyThatWantsToSeeIt_IsAnItemOfItsNextMeeting(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { AmendedMinutes = AmendedMinutesWay.NextMeeting });
        var id = await DecidedAsync(world);
        await ApproveNextAsync(world, id, Amending);
        var july = await world.PlanAsync(June.AddDays(35));

        Accept(await CorrectAsync(world, id, "The benches are green.", "Taget til efterretning. Bænkene er grønne."));

        var item = Ids.MinutesItem(id, 2);
        (await world.ItemAsync(item)).State.ShouldBe(ItemState.OnAgenda);
        (await CorrectAsync(world, id, "Once more.")).Refusal.ShouldNotBeNull().Code.ShouldBe("minutes-not-correctable");
        await HoldNextAsync(world, july);
        await world.DecideAsync(item, "Referatet blev godkendt.");
        (await PagesAsync(world, id)).ShouldHaveSingleItem().Content.ShouldContain("Bænkene er grønne.");
    }

    [Theory, EachDatabase]
    public async Task MinutesThatChangedSinceTheyWereApproved_AreATaskAndNoPage(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DecidedAsync(world);
        await ChangeInSilenceAsync(world, id);

        await ApproveNextAsync(world, id, "Referatet blev godkendt.");

        (await PagesAsync(world, id)).ShouldBeEmpty();
        var task = (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        task.Kind.ShouldBe("amendMinutes");
        task.Text.ShouldContain("not those that were approved");
        Accept(await CorrectAsync(world, id, "Back to what was approved.", "Taget til efterretning."));
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair));
        (await PagesAsync(world, id)).ShouldHaveSingleItem().Content.ShouldNotContain("CANARY");
    }

    /// <summary>
    /// The chair chooses weeks later where an item goes; the overview in the minutes stays what the body approved.
    /// </summary>
    [Theory, EachDatabase]
    public async Task OverviewOfRoutes_StaysAsDraftedWhateverTheChairChoosesLater(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        Accept(await world.Items.DraftAsync(
            new DraftItem("overview", "council", "Where the items go")
            {
                Access = Access.Open,
                MeetingDate = May,
                Standing = StandingItem.RoutingOverview
            },
            Clerk, world.NextCommand, CancellationToken.None));
        Accept(await world.ActAsync(
            world.Items.SubmitAsync(new SubmitItem("overview"), Clerk, world.NextCommand, CancellationToken.None)));
        await HoldNextAsync(world, id);
        await world.DecideAsync("benches", "Forkastet.");
        await world.DecideAsync("overview");
        Accept(await world.CloseAsync(id));
        await world.PlanAsync(June);
        await AnswerAllAsync(world, id);
        var drafted = Accept(await world.Meetings.DraftMinutesAsync(id, Viewer.Public("council"), CancellationToken.None)).Html;
        Accept(await world.ActAsync(world.Items.ChooseRouteAsync(
            new ChooseRoute("benches", ChairChoice.End), MeetingWorld.Chair, world.NextCommand, CancellationToken.None)));

        await ApproveNextAsync(world, id, "Referatet blev godkendt.");

        var page = (await PagesAsync(world, id)).ShouldHaveSingleItem().Content;
        Overview(page).ShouldBe(Overview(drafted));
    }

    [Theory, EachDatabase]
    public async Task PublishedMinutes_AreCorrectedInTheOpen(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await DecidedAsync(world);
        (await CorrectAsync(world, id, "Too early.")).Refusal.ShouldNotBeNull().Code.ShouldBe("minutes-not-correctable");
        await ApproveNextAsync(world, id, "Referatet blev godkendt.");
        (await CorrectAsync(world, id, " ")).Refusal.ShouldNotBeNull().Code.ShouldBe("reason-missing");
        (await CorrectAsync(world, id, "A number.", "Udbetales til 010180-1234.")).Refusal.ShouldNotBeNull().Code.ShouldBe(
            "minutes-have-errors");

        Accept(await CorrectAsync(world, id, "The colour was missing.", "Taget til efterretning. Bænkene er grønne."));

        var pages = await PagesAsync(world, id);
        pages.Select(page => page.Path).ShouldBe([$"published/{id}/minutes-v1.html", $"published/{id}/minutes-v2.html"]);
        pages[0].Content.ShouldNotContain("grønne");
        pages[1].Content.ShouldContain("Bænkene er grønne.");
        pages[1].Content.ShouldContain($"Corrected: {World(world)}: The colour was missing. (item 1)");
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Published);
        var letters = await world.ToAsync("member", LetterKinds.MinutesPublished);
        letters.Count.ShouldBe(2);
        letters[1].Text.ShouldContain("The colour was missing.");
        (await world.Items.OverviewAsync("benches", CancellationToken.None)).ShouldNotBeNull().Treatments[0].Route!.Kind.ShouldBe(
            Forums.Routing.RouteKind.Ended);
    }

    private static string World(MeetingWorld world) =>
        DateOnly.FromDateTime(
            world.Process.Time.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Overview(string html) =>
        html[html.IndexOf("Where the items go</h2>", StringComparison.Ordinal)..html.LastIndexOf(
            "</main>", StringComparison.Ordinal)];

    private static async Task<string> DecidedAsync(MeetingWorld world)
    {
        var id = await HeldAsync(world);
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        await world.PlanAsync(June);
        await AnswerAllAsync(world, id);
        return id;
    }

    private static async Task ApproveNextAsync(MeetingWorld world, string meetingId, string decision)
    {
        await HoldNextAsync(world, Ids.Meeting("council", June));
        await world.DecideAsync(Ids.MinutesItem(meetingId, 1), decision);
    }

    private static async Task HoldNextAsync(MeetingWorld world, string next)
    {
        await world.CloseSubmissionsAsync(next);
        await world.ApproveAgendaAsync(next);
        Accept(await world.HoldAsync(next));
    }

    private static Task<Ruling<Meeting>> CorrectAsync(MeetingWorld world, string id, string reason, string? benches = null) =>
        world.ActAsync(world.Meetings.CorrectMinutesAsync(
            new CorrectMinutes(id, reason) { Decisions = benches is null ? [] : [new DecisionCorrection("benches", benches)] },
            Clerk, world.NextCommand, CancellationToken.None));

    private static async Task<IReadOnlyList<Publication>> PagesAsync(MeetingWorld world, string id) =>
        [.. (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None))).Where(
            page => page.Kind == "minutes")];

    /// <summary>By no act of the product: what ought not to happen, and is not published if it does.</summary>
    private static async Task ChangeInSilenceAsync(MeetingWorld world, string id) =>
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope(world.NextCommand, "arrange", Clerk),
            async (session, token) =>
            {
                var treatment = (await session.TreatmentsOfMeetingAsync(id, token)).ShouldHaveSingleItem();
                session.Treatments.Update(treatment with { Decision = treatment.Decision! with { Text = "CANARY" } });
                return "done";
            },
            CancellationToken.None));
}
