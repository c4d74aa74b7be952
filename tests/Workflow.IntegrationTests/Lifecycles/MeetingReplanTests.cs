using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Whoever was told is told again exactly once; what names a date that is no more does not leave.</summary>
public sealed class MeetingReplanTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Move_WhileAReminderWaitsToLeave_SendsTheNewDayAndNotTheReminder(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        var approval = await world.PendingApprovalAsync(id);
        await world.AdvanceToAsync(approval.DueDay);
        (await world.LettersAsync(approval.Id, LetterKinds.Reminder)).ShouldBe(["chair"]);
        world.Transport.Sent.Clear();

        await world.MoveAsync(id, June);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var due = (await world.PendingApprovalAsync(id)).DueDay;
        var told = world.Transport.Sent.Where(letter => letter.AboutId == approval.Id).ShouldHaveSingleItem();
        (told.Kind, told.Version).ShouldBe((LetterKinds.ApprovalRequest, "2"));
        told.Text.ShouldContain(due.Day.ToString("0", null) + " June 2026");
        (await CancelledAsync(world, approval.Id)).ShouldAllBe(reason => reason.Contains("2026-06-17", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Move_WhileAnEscalationWaitsToLeave_SendsTheNewDayOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        var approval = await world.PendingApprovalAsync(id);
        await world.AdvanceToAsync(new WorkingCalendar(Council.WorkingDays).Forward(approval.DueDay, 4));
        (await world.LettersAsync(approval.Id, LetterKinds.Escalation)).ShouldNotBeEmpty();
        (await world.LettersAsync(approval.Id, LetterKinds.HandOver)).ShouldNotBeEmpty();
        world.Transport.Sent.Clear();

        await world.MoveAsync(id, June);
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.Where(letter => letter.AboutId == approval.Id).Select(letter => letter.Kind).Distinct()
            .ShouldBe([LetterKinds.ApprovalRequest]);
    }

    [Theory, EachDatabase]
    public async Task Move_AfterAReminderWasSent_RemindsAgainForTheNewDay(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var before = await world.PendingApprovalAsync(id);
        await world.AdvanceToAsync(before.DueDay);
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldContain(letter => letter.Kind == LetterKinds.Reminder);

        await world.MoveAsync(id, June);
        await world.AdvanceToAsync((await world.PendingApprovalAsync(id)).DueDay);
        world.Transport.Sent.Clear();
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.Reminder && letter.AboutId == before.Id)
            .ShouldHaveSingleItem().ToPersonId.ShouldBe("chair");
    }

    [Theory, EachDatabase]
    public async Task Move_TwiceBeforeAnythingHasLeft_AsksTheChairOnceWithTheLastDay(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.Clear();

        await world.MoveAsync(id, June);
        await world.MoveAsync(id, June.AddDays(14));
        await world.Outbox().DrainAsync(CancellationToken.None);

        var meeting = await world.MeetingAsync(id);
        world.Transport.Sent.Select(letter => (letter.Kind, letter.ToPersonId, letter.Version ?? "")).Order()
            .ShouldBe(meeting.ToldPersonIds.Select(person => (LetterKinds.Moved, person, "3"))
            .Append((LetterKinds.ApprovalRequest, "chair", "3")).Order());
        world.Transport.Sent.ShouldAllBe(letter => !letter.Text.Contains("17 June", StringComparison.Ordinal)
            || letter.Text.Contains("Before: Wednesday 17 June", StringComparison.Ordinal));
    }

    /// <summary>There and back before anybody heard of it: the approval's clock, stopped twice, runs again.</summary>
    [Theory, EachDatabase]
    public async Task Move_ThereAndBack_LeavesTheApprovalWithItsRungs(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var before = await world.PendingApprovalAsync(id);
        var rungs = (await world.OpenDeadlinesAsync(before.Id)).Select(deadline => (deadline.Rung, deadline.Due)).ToList();

        foreach (var day in new[] { June, May })
        {
            Accept(await world.Meetings.MoveAsync(
                new MoveMeeting(id, day, new TimeOnly(15, 30), "The hall is taken."), Clerk, world.NextCommand,
                CancellationToken.None));
            (await world.OpenDeadlinesAsync(id)).ShouldAllBe(
                deadline => deadline.SubjectVersion == 2 || deadline.SubjectVersion == 3);
        }

        await world.SettleAsync();
        var after = await world.PendingApprovalAsync(id);
        after.DueDay.ShouldBe(before.DueDay);
        (await world.OpenDeadlinesAsync(before.Id)).Select(deadline => (deadline.Rung, deadline.Due)).ShouldBe(rungs);
    }

    [Theory, EachDatabase]
    public async Task Move_OfThePlaceAlone_LeavesTheApprovalAsItWas(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var before = await world.PendingApprovalAsync(id);

        Accept(await world.Meetings.MoveAsync(
            new MoveMeeting(id, May, new TimeOnly(14, 0), "The hall is taken.") { Place = "Library" }, Clerk, world.NextCommand,
            CancellationToken.None));
        await world.SettleAsync();

        (await world.PendingApprovalAsync(id)).Version.ShouldBe(before.Version);
        (await world.OpenDeadlinesAsync(before.Id)).ShouldNotBeEmpty();
        (await world.LettersAsync(id, LetterKinds.Moved)).ShouldNotBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task MoveThenCancel_BeforeAnythingHasLeft_TellsOfTheCancellationOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.Clear();

        await world.MoveAsync(id, June);
        await world.CancelAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var meeting = await world.MeetingAsync(id);
        world.Transport.Sent.Where(letter => letter.AboutId == id).Select(letter => (letter.Kind, letter.ToPersonId))
            .ShouldBe(meeting.ToldPersonIds.Select(person => (LetterKinds.Cancellation, person)), ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task Cancel_AfterDispatch_LetsNothingOfTheMeetingHappenAnyMore(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        await world.CancelAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.Clear();

        await world.AdvanceToAsync(June.AddDays(30));
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.ShouldNotContain(letter => letter.AboutId == id);
        var deadlines = await world.ReadAsync(session => session.DeadlinesOfAsync(id, CancellationToken.None));
        deadlines.Where(deadline => deadline.FiredAt is null)
            .ShouldAllBe(deadline => deadline.CancelReason!.Contains("Too few can come.", StringComparison.Ordinal));
    }

    /// <summary>
    /// Claimed before the move, given back by a process that died: the last look finds that it is of the old date.
    /// </summary>
    [Theory, EachDatabase]
    public async Task Invitation_OnItsWayWhileTheMeetingMoves_IsNotSentAfterwards(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        var claimed = await world.Process.Outbox.ClaimAsync(100, CancellationToken.None);
        claimed.ShouldContain(letter => letter.Letter.Kind == LetterKinds.Invitation);
        await world.MoveAsync(id, June);

        await world.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.ShouldNotContain(letter => letter.Kind == LetterKinds.Invitation || letter.Kind == LetterKinds.Call);
        var invitations = (await world.Process.Overview.LettersAsync(id, CancellationToken.None)).Where(
            line => line.Letter.Kind == LetterKinds.Invitation);
        invitations.ShouldAllBe(
            line => line.Status == LetterStatus.Cancelled && line.Reason!.Contains("2026-06-17", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Reminder_ToChooseARouteForAnItemThatIsWithdrawnMeanwhile_IsNotSent(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        await DraftAsync(world, PlannedRoute.Refers);
        Accept(await world.Items.SubmitAsync(new SubmitItem("benches"), Clerk, world.NextCommand, CancellationToken.None));
        await world.CloseSubmissionsAsync(id);
        await world.ApproveAgendaAsync(id);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("benches", "Afvist.");
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.AwaitingChair);
        var claimed = await world.Process.Outbox.ClaimAsync(100, CancellationToken.None);
        claimed.ShouldContain(letter => letter.Letter.AboutId == "benches" && letter.Letter.Kind == LetterKinds.Reminder);

        Accept(await world.Items.WithdrawAsync(
            new WithdrawItem("benches", "Found."), Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();
        await world.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.ShouldNotContain(letter => letter.AboutId == "benches" && letter.Kind == LetterKinds.Reminder);
        (await CancelledAsync(world, "benches")).ShouldAllBe(reason => reason.Length > 0);
    }

    [Theory, EachDatabase]
    public async Task HearingNotice_WrittenForADeadlineThatWasExtendedMeanwhile_IsNotSent(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        var consultation = (await world.ReadAsync(
            session => session.ConsultationsAboutAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        await world.Process.Outbox.ClaimAsync(100, CancellationToken.None);

        Accept(await world.Consultations.ExtendAsync(
            new ExtendConsultation(consultation.Id, consultation.Deadline.AddDays(7), "Holidays."), Clerk, world.NextCommand,
            CancellationToken.None));
        await world.SettleAsync();
        await world.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.Where(letter => letter.AboutId == consultation.Id)
            .Select(letter => (letter.ToPersonId, letter.Version)).Order()
            .ShouldBe(consultation.Parties.Select(party => (party.Id, (string?)"2")).Order());
    }

    /// <summary>29 March and 25 October 2026: the local day ends at another hour of UTC on either side.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, "2026-04-29", "2026-03-31", 22, "2026-03-25")]
    [InlineData(DatabaseKind.Postgres, "2026-04-29", "2026-03-31", 22, "2026-03-25")]
    [InlineData(DatabaseKind.Sqlite, "2026-10-21", "2026-11-03", 22, "2026-10-28")]
    [InlineData(DatabaseKind.Postgres, "2026-10-21", "2026-11-03", 22, "2026-10-28")]
    public async Task Move_AcrossAClockChange_EndsEveryStationWithItsOwnLocalDay(
        DatabaseKind kind, string from, string to, int hour, string dispatchDay)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(DateOnly.Parse(from, null));

        await world.MoveAsync(id, DateOnly.Parse(to, null));

        var dispatch = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Dispatch);
        dispatch.Day.ShouldBe(DateOnly.Parse(dispatchDay, null));
        dispatch.Due.ShouldBe(new DateTimeOffset(dispatch.Day, new TimeOnly(hour, 59, 59), TimeSpan.Zero));
        var next = (await world.OpenDeadlinesAsync(id)).ShouldHaveSingleItem();
        next.SubjectVersion.ShouldBe(2);
    }

    public static TheoryData<DatabaseKind, int, bool> Deaths()
    {
        var data = new TheoryData<DatabaseKind, int, bool>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            for (var commit = 1; commit <= 3; commit++)
                data.AddRange((kind, commit, true), (kind, commit, false));
        }

        return data;
    }

    [Theory, MemberData(nameof(Deaths))]
    public async Task Move_WithAProcessThatDiesBetween_TellsEverybodyExactlyOnce(DatabaseKind kind, int commit, bool before)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        var command = new MoveMeeting(id, June, new TimeOnly(15, 30), "The hall is taken.");
        await using (var dying = await world.AnotherAsync(new DeadlyProbe(commit + 1, before)))
            await DieAsync(dying, command);
        world.Transport.Sent.Clear();

        Accept(await world.Meetings.MoveAsync(command, Clerk, "the-move", CancellationToken.None));
        await world.SettleAsync();
        await world.Outbox().DrainAsync(CancellationToken.None);

        var meeting = await world.MeetingAsync(id);
        meeting.ScheduleVersion.ShouldBe(2);
        world.Transport.Sent.Select(letter => (letter.Kind, letter.ToPersonId)).Order()
            .ShouldBe(meeting.ToldPersonIds.Select(person => (LetterKinds.Moved, person))
            .Append((LetterKinds.ApprovalRequest, "chair")).Order());
        var approval = await world.PendingApprovalAsync(id);
        (await world.OpenDeadlinesAsync(approval.Id)).ShouldAllBe(deadline => deadline.SubjectVersion == approval.Version);
        (await world.OpenDeadlinesAsync(approval.Id)).ShouldNotBeEmpty();
    }

    /// <summary>
    /// Neither the item's step nor the planning sees what the other has not committed yet: one of them must wait.
    /// </summary>
    [Theory, EachDatabase]
    public async Task Plan_WhileAnItemIsFindingNoMeeting_LosesNeither(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await DraftAsync(world);
        Task? submitting = null;
        var probe = new PlanProbe(() =>
        {
            submitting = Task.Run(
                () => world.Items.SubmitAsync(new SubmitItem("benches"), Clerk, "submit", CancellationToken.None));
            // Done at once where nothing holds it; where the planning does, it goes on after the commit.
            ((IAsyncResult)submitting).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        });
        await using var planner = await world.AnotherAsync(probe);

        var meeting = Accept(await planner.Meetings.PlanAsync(
            new PlanMeeting(null, "council", May, new TimeOnly(14, 0)), Clerk, "plan", CancellationToken.None));

        await submitting.ShouldNotBeNull();
        await world.SettleAsync();
        var item = await world.ItemAsync("benches");
        (item.State, item.TargetDate).ShouldBe((ItemState.OnAgenda, meeting.Date));
    }

    [Theory, EachDatabase]
    public async Task Item_SentToABodyThatIsConfiguredLater_IsPlacedOnItsFirstMeeting(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        Accept(await world.Items.DraftAsync(
            new DraftItem("harbour", "council", "Quay")
            {
                Access = Access.Open,
                PlannedRoute = PlannedRoute.Refers,
                PlannedBody = "Harbour Board",
                MeetingDate = May,
                Recommendation = [new TextBlock("that the plan is sent on.")],
            },
            Clerk, world.NextCommand, CancellationToken.None));
        Accept(await world.Items.SubmitAsync(new SubmitItem("harbour"), Clerk, world.NextCommand, CancellationToken.None));
        await world.CloseSubmissionsAsync(id);
        await world.ApproveAgendaAsync(id);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("harbour", "Godkendt.");
        var lost = await world.ItemAsync("harbour");
        (lost.State, lost.TargetBodyId).ShouldBe((ItemState.AwaitingMeeting, null));

        await using var later = await world.AnotherAsync(
            bodies: [Council, new Body { Id = "harbour-board", Name = "Harbour Board", Kind = "political", Language = "en" }]);
        var meeting = Accept(await later.Meetings.PlanAsync(
            new PlanMeeting(null, "harbour-board", June, new TimeOnly(9, 0)), Clerk, later.NextCommand, CancellationToken.None));
        await later.SettleAsync();

        var found = await later.ItemAsync("harbour");
        (found.State, found.TargetBodyId, found.TargetDate).ShouldBe((ItemState.OnAgenda, "harbour-board", meeting.Date));
    }

    private static async Task DraftAsync(MeetingWorld world, PlannedRoute plan = PlannedRoute.Ends) =>
        Accept(await world.Items.DraftAsync(
            new DraftItem("benches", "council", "Benches")
            {
                Access = Access.Open,
                PlannedRoute = plan,
                OwnerId = "owner",
                Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock("Benches are wanted.")])],
                Recommendation = [new TextBlock("that the council takes note.")],
            },
            Clerk, world.NextCommand, CancellationToken.None));

    private static async Task DieAsync(MeetingWorld dying, MoveMeeting command)
    {
        try
        {
            await dying.Meetings.MoveAsync(command, Clerk, "the-move", CancellationToken.None);
            await dying.Process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        }
        catch (ProcessDeathException)
        {
            // As planned; where there are fewer commits than that, it did its work to the end.
        }
    }

    private static async Task<IReadOnlyList<string>> CancelledAsync(MeetingWorld world, string aboutId)
    {
        var letters = (await world.Process.Overview.LettersAsync(aboutId, CancellationToken.None))
            .Where(line => line.Status == LetterStatus.Cancelled).ToList();
        letters.ShouldNotBeEmpty();
        return [.. letters.Select(line => line.Reason ?? "")];
    }

    private sealed class PlanProbe(Action whilePlanning) : ITransactionProbe
    {
        public void BeforeCommit(string what)
        {
            if (what == "planMeeting")
                whilePlanning();
        }

        public void AfterCommit(string what)
        {
        }
    }
}
