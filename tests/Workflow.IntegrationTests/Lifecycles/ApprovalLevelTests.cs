using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class ApprovalLevelTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Agenda_TheFirstLevelSaysYes_AsksTheNextWithAClockOfItsOwn(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Two(ApprovalSubject.Agenda));
        var id = await MeetingTests.InApprovalAsync(world);
        var first = await world.PendingApprovalAsync(id);
        (await world.LettersAsync(first.Id, LetterKinds.ApprovalRequest)).ShouldBe(["chair"]);

        Accept(await world.AnswerAsync(first, MeetingWorld.Chair));

        var second = await world.PendingApprovalAsync(id);
        (second.Level, second.Version, second.DueDay).ShouldBe((2, 2, new DateOnly(2026, 5, 4)));
        (await world.LettersAsync(first.Id, LetterKinds.ApprovalRequest)).ShouldBe(["chair", "clerk"]);
        var rungs = await world.RungsAsync(first.Id);
        rungs.Where(rung => rung.SubjectVersion == 1)
            .ShouldAllBe(rung => rung.CancelReason!.StartsWith("Level 1 of 2 has approved"));
        rungs.Where(rung => rung.SubjectVersion == 2 && rung.IsOpen).Select(rung => rung.Rung)
            .ShouldBe(["reminder", "due", "overdue", "deputy", "secretariat"]);
        Accept(await world.AnswerAsync(second, Clerk));
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
        await world.NothingIsOpenAsync(first.Id);
    }

    [Theory, EachDatabase]
    public async Task Agenda_RejectedAtTheSecondLevel_GoesBackWithReasonAndResumesWhenMended(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Two(ApprovalSubject.Agenda));
        var id = await MeetingTests.InApprovalAsync(world);
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair));
        var approval = await world.PendingApprovalAsync(id);

        Accept(await world.AnswerAsync(approval, Clerk, "Item 1 is not ready."));

        (await world.ToAsync("clerk", LetterKinds.Rejected)).ShouldHaveSingleItem().Text.ShouldContain("Item 1 is not ready.");
        (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        Accept(await world.Meetings.CorrectAgendaAsync(new CorrectAgenda(id), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
        var again = await world.PendingApprovalAsync(id);
        (again.Level, again.Id == approval.Id).ShouldBe((1, false));
        // Whoever mended it is its author now.
        again.RequestedById.ShouldBe("clerk");
    }

    [Theory, EachDatabase]
    public async Task Agenda_ChangedAtTheSecondLevel_ReopensTheFirstAndSaysWhatChanged(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Two(ApprovalSubject.Agenda));
        var id = await MeetingTests.InApprovalAsync(world);
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), MeetingWorld.Chair));
        var before = await world.PendingApprovalAsync(id);

        await world.SubmitAsync("lamps", "Lamps", May, "The lamps broke.");

        var after = await world.PendingApprovalAsync(id);
        (after.Level, after.Given.Count, after.ContentHash == before.ContentHash).ShouldBe((1, 0, false));
        after.VoidedIds.ShouldBe(["chair"]);
        var letter = (await world.ToAsync("chair", LetterKinds.ApprovalRequest))[^1];
        letter.Text.ShouldContain("Item 2: new");
        letter.Text.ShouldContain("Your former approval no longer counts.");
        letter.Text.ShouldNotContain("Lamps");
        (await world.ToAsync("clerk", LetterKinds.Withdrawn)).ShouldHaveSingleItem().Text.ShouldContain("Item 2: new");
        (await world.AnswerAsync(before, Clerk)).Refusal!.Code.ShouldBe("content-changed");
        Accept(await world.AnswerAsync(after, MeetingWorld.Chair));
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), Clerk));
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
    }

    [Theory, EachDatabase]
    public async Task Item_HandedInAnewDuringItsApproval_ReopensTheLevelsAndTheAuthorMayNotApprove(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Two(ApprovalSubject.Item));
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync("benches"), MeetingWorld.Chair));
        var second = await world.PendingApprovalAsync("benches");
        (await world.AnswerAsync(second, Clerk)).Refusal!.Code.ShouldBe("own-request");

        Accept(await world.Items.SubmitAsync(
            new SubmitItem("benches") { Recommendation = [new TextBlock("that the council buys them.")] }, Clerk,
            world.NextCommand, CancellationToken.None));
        await world.SettleAsync();

        var again = await world.PendingApprovalAsync("benches");
        (again.Level, again.Version).ShouldBe((1, 3));
        (await world.ToAsync("chair", LetterKinds.ApprovalRequest))[^1].Text.ShouldContain("Recommendation: changed");
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.InApproval);
        Accept(await world.AnswerAsync(again, MeetingWorld.Chair, "Too dear."));
        (await world.ToAsync("clerk", LetterKinds.Rejected)).ShouldHaveSingleItem().Text.ShouldContain("Too dear.");
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.Draft);
        (await world.ReadAsync(
            session => session.OpenTasksAsync("benches", CancellationToken.None))).ShouldHaveSingleItem().Kind.ShouldBe(
                "resubmit");
    }

    [Theory, EachDatabase]
    public async Task Minutes_ApprovedInWriting_ReopenWhenTheyChangeAndThenGoToTheNextMeeting(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, Levels(ApprovalSubject.Minutes, new ApprovalLevel(["chair", "member"], ApprovalRule.All)));
        var id = await MinutesInApprovalAsync(world);
        var asked = await world.PendingApprovalAsync(id);
        (asked.Kind, asked.RequestedById).ShouldBe((ApprovalKind.Minutes, "clerk"));
        Accept(await world.AnswerAsync(asked, MeetingWorld.Chair));

        await ChangeMinutesAsync(world, id);

        var again = await world.PendingApprovalAsync(id);
        again.Approvers.ShouldAllBe(approver => !approver.HasApproved);
        (await world.ToAsync("chair", LetterKinds.ApprovalRequest))[^1].Text.ShouldContain("Item 1: changed");
        (await world.ToAsync("member", LetterKinds.ApprovalRequest))[^1].Text.ShouldNotContain("no longer counts");
        Accept(await world.AnswerAsync(again, new Forums.People.Actor("member", "Eva Dahl"), "The vote is missing."));
        var task = (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).Single(
            task => task.Kind == WrittenMinutes.Correct);
        Accept(await new TaskDesk(world.Process.Runtime).DoneAsync(
            new CompleteTask(task.Id), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
        foreach (var actor in new[] { MeetingWorld.Chair, new Forums.People.Actor("member", "Eva Dahl") })
            Accept(await world.AnswerAsync(await world.PendingApprovalAsync(id), actor));
        (await world.ItemAsync(Activities.Kernel.Ids.MinutesItem(id, 1))).Standing.ShouldBe(StandingItem.ApproveMinutes);
        (await world.ActsAsync(id)).ShouldContain("minutesApprovedInWriting");
    }

    private static async Task<string> MinutesInApprovalAsync(MeetingWorld world)
    {
        var id = await MeetingTests.DispatchedAsync(world);
        await world.AdvanceToAsync(May);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        var consultation = (await world.ReadAsync(
            session => session.ConsultationsAboutAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        foreach (var party in consultation.Parties)
            Accept(await world.Consultations.AnswerAsync(
                new AnswerConsultation(consultation.Id, party.Id, null), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
        return id;
    }

    private static async Task ChangeMinutesAsync(MeetingWorld world, string meetingId)
    {
        Accept(await world.Process.Runtime.ExecuteAsync<Meeting>(
            new CommandEnvelope(world.NextCommand, "changeMinutes", Clerk),
            async (session, token) =>
            {
                var treatment = (await session.TreatmentsOfMeetingAsync(meetingId, token)).ShouldHaveSingleItem();
                session.Treatments.Update(
                    treatment with { Decision = treatment.Decision! with { Text = "Taget til efterretning. Rettet." } });
                var scene = await MeetingScene.OfAsync(session, world.Rules, meetingId, token);
                await WrittenMinutes.ChangedAsync(scene, token);
                return scene.Meeting;
            },
            CancellationToken.None));
        await world.SettleAsync();
    }
}
