using Shouldly;
using Workflow.Activities.Items;
using Workflow.Engine.Instances;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class AgendaItemTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    [Theory, EachDatabase]
    public async Task Item_DecidedAsPlanned_EndsAndIsReportedWhenTheMinutesAreApproved(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        (await world.SubmitAsync(ItemWorld.Lamps(April))).Item.State.ShouldBe(ItemState.OnAgenda);
        await world.HoldAsync(meeting);
        (await world.DecideAsync("lamps", "Taget til efterretning.", DecisionOutcome.Noted)).Item.State.ShouldBe(ItemState.Ended);

        await world.PublishMinutesAsync(meeting);

        var (item, treatments, tasks, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.Reported);
        treatments.ShouldHaveSingleItem().Route!.Kind.ShouldBe(RouteKind.Ended);
        treatments[0].DocumentNumber.ShouldBe("7001");
        tasks.ShouldBeEmpty();
        (await world.InstanceAsync("lamps")).Status.ShouldBe(InstanceStatus.Finished);
        (await world.StepsAsync("lamps")).ShouldBe(
        [
            "awaitSubmission:Submitted", "check:Clean", "consult:NotRequired", "approve:NotRequired", "place:Placed",
            "awaitDecision:Decided", "route:Ends", "awaitMinutes:MinutesApproved", "publish:Done", "report:Done",
        ]);
        (await world.LettersAsync(treatments[0].Id)).ShouldHaveSingleItem().Letter.Kind.ShouldBe("outcome");
    }

    [Theory, EachDatabase]
    public async Task Item_EndedAfterItsMinutesWereApproved_DoesNotWaitForThem(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Forkastet.", DecisionOutcome.Rejected);
        await world.PublishMinutesAsync(meeting);

        ItemWorld.Accept(await world.Desk.ChooseRouteAsync(
            new ChooseRoute("lamps", ChairChoice.End, "Nej er nej."), ItemWorld.Chair, world.NextCommand,
            CancellationToken.None));

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.Reported);
    }

    [Theory, EachDatabase]
    public async Task Item_WithErrors_WaitsForABetterTextOrAPersonsYes(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.MeetAsync(ItemWorld.District, April);
        var draft = ItemWorld.Lamps(April) with { Attachments = [new ItemAttachment("Lampeplan.docm", "7002", "26-114")] };

        (await world.SubmitAsync(draft)).Item.State.ShouldBe(ItemState.FindingsOpen);
        ItemWorld.Accept(
            await world.Desk.SubmitAsync(new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.FindingsOpen);
        (await world.Desk.AcceptFindingsAsync(
            new AcceptFindings("lamps", " "), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("reason-missing");
        ItemWorld.Accept(await world.Desk.AcceptFindingsAsync(
            new AcceptFindings("lamps", "Filen lægges ikke ud."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.OnAgenda);
        (await world.TimelineAsync("lamps")).ShouldContain(
            entry => entry.Act == "checked" && entry.Facts["rule"] == "macro-file");
    }

    [Theory, EachDatabase]
    public async Task Item_Postponed_ComesBackToTheNamedMeeting(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.MeetAsync(ItemWorld.District, new DateOnly(2026, 5, 5));
        var named = await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);

        var (item, treatments, _, _, _) = await world.DecideAsync(
            "lamps", "Sagen udsættes til mødet d. 19. maj 2026.", DecisionOutcome.Postponed);

        item.State.ShouldBe(ItemState.OnAgenda);
        treatments.Count.ShouldBe(2);
        treatments[1].MeetingId.ShouldBe(named);
        treatments[1].Recommendation.ShouldBe(treatments[0].Recommendation);
        treatments[1].Lineage.ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Postponed);
    }

    [Theory, EachDatabase]
    public async Task Item_Returned_WaitsForAnotherTextAndComesBack(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        var returned = await world.DecideAsync(
            "lamps", "Sendes tilbage til fornyet behandling.", DecisionOutcome.ReturnedForWork);
        returned.Item.State.ShouldBe(ItemState.Draft);
        returned.OpenTasks.ShouldHaveSingleItem().Kind.ShouldBe("resubmit");

        ItemWorld.Accept(await world.Desk.SubmitAsync(
            new SubmitItem(
                "lamps")
            { Recommendation = [new TextBlock("Det indstilles, at lamperne sættes op.")], MeetingDate = May },
            ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        var (item, treatments, tasks, _, _) = await world.LookAsync("lamps");
        item.TextVersion.ShouldBe(2);
        tasks.ShouldBeEmpty();
        treatments[1].Recommendation.ShouldHaveSingleItem().Text.ShouldBe("Det indstilles, at lamperne sættes op.");
        treatments[1].Lineage.ShouldHaveSingleItem();
        // The minutes of the first meeting keep the text it decided on.
        treatments[0].AsDecided.ShouldNotBeNull().TextVersion.ShouldBe(1);
        treatments[1].AsDecided.ShouldBeNull();
    }

    [Theory, EachDatabase]
    public async Task Outcome_UndecidedOrNotUnderstood_IsNotConfirmed(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        (await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "Godkendt."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("meeting-not-held");
        await world.HoldAsync(meeting);
        ItemWorld.Accept(await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None)).Kind.ShouldBe(
                DecisionOutcome.NoDecision);

        (await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("outcome-undecided");

        // A person may say what the wording means; then it routes, and once only.
        ItemWorld.Accept(await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps", new DecisionReading(DecisionOutcome.Approved, [], 1)), ItemWorld.Clerk, world.NextCommand,
            CancellationToken.None));
        (await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None))
            .Refusal!.Code.ShouldBe("outcome-confirmed");
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.Ended);
    }

    [Theory, EachDatabase]
    public async Task Decision_WithAPromise_MakesAFollowUpAndItsDraft(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);

        await world.DecideAsync(
            "lamps", "Godkendt. Forvaltningen vender tilbage med et forslag på mødet i december.", DecisionOutcome.Approved);

        var draft = await world.LookAsync("lamps.f1");
        draft.Item.State.ShouldBe(ItemState.Draft);
        draft.Item.FollowsItemId.ShouldBe("lamps");
        (await world.InstanceAsync("lamps.f1")).ActivityId.ShouldBe("awaitSubmission");
        var followUps = await world.ReadAsync(session => session.FollowUpsOfBodyAsync("district", CancellationToken.None));
        followUps.ShouldHaveSingleItem().Due.ShouldBe(new DateOnly(2026, 12, 1));
        (await world.TimelineAsync("lamps")).ShouldContain(entry => entry.Act == "followUpMade");
    }

    [Theory, EachDatabase]
    public async Task ApproveMinutesItem_Decided_AnswersForTheMinutesItIsAbout(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var about = await world.MeetAsync(ItemWorld.District, new DateOnly(2026, 2, 3));
        await world.SetStateAsync(about, MeetingState.MinutesInApproval);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.SubmitAsync(ItemWorld.Lamps(April) with
        {
            Standing = StandingItem.ApproveMinutes,
            AboutMeetingId = about,
        });
        await world.HoldAsync(meeting);
        ItemWorld.Accept(await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "Referatet blev godkendt."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        ItemWorld.Accept(await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        (await world.UndeliverableAsync()).ShouldBe(["MinutesDecided>meeting.district.2026-02-03"]);
    }
}
