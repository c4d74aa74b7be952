using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class ApprovalLadderTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Silence_AtTheLastRung_CountsAsAYesAndTheAgendaIsSent(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Ending(RungEffect.PassBySilence));
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        await world.AdvanceToAsync(approval.DueDay.AddDays(4));

        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.PassedBySilence);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
        (await world.AnswerAsync(approval, MeetingWorld.Chair)).Refusal!.Code.ShouldBe("approval-ended");
        await world.NothingIsOpenAsync(approval.Id);
    }

    /// <summary>The request was refused by the mail server, or never left: nobody was asked, so nobody agrees.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.Postgres, true)]
    [InlineData(DatabaseKind.Postgres, false)]
    public async Task Silence_OfSomebodyWhomNoLetterReached_IsNoYesButATask(DatabaseKind kind, bool isTried)
    {
        await using var world = await OpenAsync(databases, kind, Ending(RungEffect.PassBySilence));
        world.Transport.Answer = letter =>
            letter.ToPersonId == "chair" ? new DeliveryResult.Refused("550", Permanent: true) : null;
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        if (isTried)
            await world.Outbox().DrainAsync(CancellationToken.None);

        await world.AdvanceToAsync(approval.DueDay.AddDays(4));

        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.Pending);
        (await world.MeetingAsync(id)).State.ShouldNotBe(MeetingState.Dispatched);
        var task = (await world.ReadAsync(session => session.OpenTasksAsync(approval.Id, CancellationToken.None)))
            .ShouldHaveSingleItem();
        (task.Kind, task.Text.Contains("Ida Mark", StringComparison.Ordinal)).ShouldBe(("approvalOverdue", true));
        (await world.ToAsync("clerk", LetterKinds.Escalation)).ShouldHaveSingleItem();
        Accept(await world.AnswerAsync(approval, MeetingWorld.Chair)).State.ShouldBe(ApprovalState.Approved);
        (await world.ReadAsync(session => session.OpenTasksAsync(approval.Id, CancellationToken.None))).ShouldBeEmpty();
    }

    /// <summary>Of two whose yes is wanted, one was never asked.</summary>
    [Theory, EachDatabase]
    public async Task Silence_WhereEachCountsAndOneWasNotReached_IsNoYes(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => Ending(RungEffect.PassBySilence)(body) with { AgendaApproval = ApprovalRule.BothChairs },
            people: all => all.With(ApprovalActs.Chair("cochair", "Liv Ene")));
        world.Transport.Answer = letter => letter.ToPersonId == "cochair" ? new DeliveryResult.Unknown("cut") : null;
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        await world.Outbox().DrainAsync(CancellationToken.None);

        await world.AdvanceToAsync(approval.DueDay.AddDays(4));

        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.Pending);
    }

    [Theory, EachDatabase]
    public async Task Silence_AtTheFirstOfTwoLevels_AsksTheNext(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => Two(ApprovalSubject.Agenda)(Ending(RungEffect.PassBySilence)(body)));
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        await world.AdvanceToAsync(
            new BodyClock("Europe/Copenhagen").EndOfDay(new WorkingCalendar(new()).Forward(approval.DueDay, 1))
            + LastMinute.Grace);

        var next = await world.PendingApprovalAsync(id);
        (next.Level, next.Given.ShouldHaveSingleItem().BySilence).ShouldBe((2, true));
        (await world.ToAsync("clerk", LetterKinds.ApprovalRequest)).ShouldHaveSingleItem();
    }

    [Theory, EachDatabase]
    public async Task Pull_AtTheLastRung_TakesTheItemOff(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => Ending(RungEffect.Pull)(body) with { ItemApproval = true });
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        var approval = await world.PendingApprovalAsync("benches");

        await world.AdvanceToAsync(approval.DueDay.AddDays(4));

        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.Pulled);
        (await world.ItemAsync("benches")).State.ShouldBe(ItemState.Draft);
        (await world.ReadAsync(
            session => session.OpenTasksAsync("benches", CancellationToken.None))).ShouldHaveSingleItem().Kind.ShouldBe(
                "resubmit");
        await world.NothingIsOpenAsync(approval.Id);
    }

    [Theory, EachDatabase]
    public async Task HandOver_PassesTheDutyAndTheAnswerStopsTheRestAtOnce(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        var deputyRung = (await world.RungsAsync(approval.Id)).Single(rung => rung.Rung == "deputy");
        (await world.AnswerAsync(approval, Deputy)).Refusal!.Code.ShouldBe("not-approver");

        await world.AdvanceToAsync(deputyRung.Due);

        (await world.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem().Text.ShouldContain("Ida Mark");
        var answered = Accept(await world.AnswerAsync(approval, Deputy));
        answered.Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("chair");
        var entry = (await world.Process.Overview.TimelineAsync(approval.Id, CancellationToken.None)).Single(
            entry => entry.Act == "approved");
        (entry.Actor, entry.OnBehalfOf).ShouldBe(("Bo Skov", "Ida Mark"));
        await world.NothingIsOpenAsync(approval.Id);
        var letters = (await world.Process.Overview.LettersAsync(approval.Id, CancellationToken.None)).Count;
        await world.AdvanceToAsync(approval.DueDay.AddDays(9));
        (await world.Process.Overview.LettersAsync(approval.Id, CancellationToken.None)).Count.ShouldBe(letters);
    }

    [Theory, EachDatabase]
    public async Task HandOver_OfOneChairOfTwo_TellsTheSecretariatWhoseAnswerNobodyCanGive(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { AgendaApproval = ApprovalRule.All },
            people: all => all.With(
                new Person("alone", "Liv Ene", "liv@forum.invalid") { Mandates = [new Mandate("council", MandateRole.Chair)] }));
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        var deputyRung = (await world.RungsAsync(approval.Id)).Single(rung => rung.Rung == "deputy");

        await world.AdvanceToAsync(deputyRung.Due);

        (await world.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem();
        var told = (await world.ToAsync("clerk", LetterKinds.Escalation)).ShouldHaveSingleItem();
        told.Text.ShouldContain("Liv Ene");
        told.Text.ShouldNotContain("Ida Mark");
        (await world.Process.Overview.TimelineAsync(approval.Id, CancellationToken.None))
            .Count(entry => entry.Act == "escalated" && entry.Facts["from"] == "Liv Ene" && entry.Facts["rung"] == "deputy")
            .ShouldBe(1);
    }

    /// <summary>Both chairs name the same deputy, who may say yes for one of them only.</summary>
    [Theory, EachDatabase]
    public async Task HandOver_OfBothChairsWithOneDeputy_PassesOneDutyAndTheOtherStays(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { AgendaApproval = ApprovalRule.BothChairs },
            people: all => all.With(ApprovalActs.Chair("cochair", "Liv Ene")));
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        var deputyRung = (await world.RungsAsync(approval.Id)).Single(rung => rung.Rung == "deputy");

        await world.AdvanceToAsync(deputyRung.Due);

        (await world.ApprovalAsync(approval.Id)).Approvers.Select(approver => approver.HolderId).ShouldBe(["deputy", "cochair"]);
        (await world.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem().Text.ShouldContain("Ida Mark");
        (await world.ToAsync("clerk", LetterKinds.Escalation)).ShouldHaveSingleItem().Text.ShouldContain("Liv Ene");
        (await world.Duties.RunAsync(CancellationToken.None)).ShouldBe(0);
        Accept(await world.AnswerAsync(approval, Deputy)).Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("chair");
        (await world.AnswerAsync(approval, Deputy)).Refusal!.Code.ShouldBe("not-approver");
        var ended = Accept(await world.AnswerAsync(approval, new Actor("cochair", "Liv Ene")));
        ended.State.ShouldBe(ApprovalState.Approved);
        (await world.MeetingAsync(id)).State.ShouldBe(MeetingState.Dispatched);
        await world.NothingIsOpenAsync(approval.Id);
    }

    /// <summary>Found by the simulation: the approval is still pending, for the other.</summary>
    [Theory, EachDatabase]
    public async Task RequestToOneOfTwo_WhoHasApprovedMeanwhile_DoesNotLeave(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { AgendaApproval = ApprovalRule.All },
            people: all => all.With(ApprovalActs.Chair("cochair", "Liv Ene")));
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        Accept(await world.AnswerAsync(approval, MeetingWorld.Chair));
        (await world.ApprovalAsync(approval.Id)).State.ShouldBe(ApprovalState.Pending);

        await world.Outbox().DrainAsync(CancellationToken.None);

        (await world.Process.Overview.LettersAsync(approval.Id, CancellationToken.None)).ToDictionary(
            line => line.Letter.ToPersonId, line => line.Status)
            .ShouldBe(
                new Dictionary<string, LetterStatus> { ["chair"] = LetterStatus.Cancelled, ["cochair"] = LetterStatus.Sent },
                ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task Inform_AtTheLastRung_LeavesATaskThatIsAskedForAgainUntilTheAnswer(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);

        await world.AdvanceToAsync(approval.DueDay.AddDays(7));

        var task = (await world.ReadAsync(
            session => session.OpenTasksAsync(approval.Id, CancellationToken.None))).ShouldHaveSingleItem();
        (await world.OpenDeadlinesAsync(task.Id)).ShouldNotBeEmpty();
        Accept(await world.AnswerAsync(await world.ApprovalAsync(approval.Id), MeetingWorld.Chair));
        (await world.ReadAsync(session => session.OpenTasksAsync(approval.Id, CancellationToken.None))).ShouldBeEmpty();
    }

    /// <summary>Whatever language the service speaks: it is the secretariat that reads it.</summary>
    [Theory]
    [InlineData("da", "Afgør det manuelt")]
    [InlineData("en", "by hand")]
    public async Task TaskAtTheEndOfALadder_IsWrittenInTheLanguageOfItsBody(string language, string words)
    {
        await using var world = await OpenAsync(
            databases, DatabaseKind.Sqlite, body => Ending(RungEffect.Inform)(body) with { Language = language });
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));

        await world.AdvanceToAsync(approval.DueDay.AddDays(4));

        (await world.ReadAsync(session => session.OpenTasksAsync(approval.Id, CancellationToken.None)))
            .ShouldHaveSingleItem().Text.ShouldContain(words);
    }

    [Theory, EachDatabase]
    public async Task Rungs_AfterAnOutage_EscalateOnceMarkedLateAndRemindNobody(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);

        world.Process.Time.SetUtcNow(new DateTimeOffset(approval.DueDay.AddDays(4), new TimeOnly(12, 0), TimeSpan.Zero));
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);
        await world.SettleAsync();

        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty();
        (await world.ToAsync("chair", LetterKinds.Escalation)).Count.ShouldBe(2);
        (await world.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem();
        var acts = (await world.Process.Overview.TimelineAsync(approval.Id, CancellationToken.None)).Where(
            entry => entry.Act != "step").ToList();
        acts.Where(entry => entry.Act == "rungSkipped").Select(entry => entry.Facts["rung"]).ShouldBe(["reminder", "due"]);
        acts.Where(entry => entry.Act == "escalated").ShouldAllBe(entry => entry.Facts["late"] == "true");
        acts.Count(entry => entry.Act == "escalated").ShouldBe(2);
    }

    /// <summary>The plan says "today", and the day is not over: that is the day the operator and the chair are told.</summary>
    [Theory, EachDatabase]
    public async Task DueDay_OfAnAgendaThatIsAskedForOnThatVeryDay_IsTheDayOfThePlan(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var today = DateOnly.FromDateTime(world.Process.Time.GetUtcNow().UtcDateTime);
        var date = Enumerable.Range(1, 60).Select(today.AddDays).First(day => MeetingPlan.For(Council, day)
            .Single(station => station.Kind == MeetingPlan.AgendaApproval).Day == today);

        var approval = await world.PendingApprovalAsync(await world.PlanAsync(date));

        approval.DueDay.ShouldBe(today);
        (await world.RungsAsync(approval.Id)).Where(rung => rung.IsOpen).Min(rung => rung.Due).ShouldBe(
            new BodyClock(Council.TimeZone).EndOfDay(today));
    }

    [Theory, EachDatabase]
    public async Task Rungs_AskedWhenTheirMomentHasPassed_StandAsSkippedWithTheReason(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(new DateOnly(2026, 3, 12));
        var approval = await world.PendingApprovalAsync(id);

        var skipped = (await world.RungsAsync(approval.Id)).Single(rung => rung.Rung == "reminder");

        (skipped.FiredAt, skipped.CancelledAt).ShouldBe((null, approval.AskedAt));
        skipped.CancelReason.ShouldBe($"The reminder “reminder” for “{approval.Title}” is not sent: its moment had passed.");
    }

    /// <summary>A reminder, and one working day after the due day the end.</summary>
    private static Func<Body, Body> Ending(RungEffect effect) => body => body with
    {
        Ladder = [new LadderStep("reminder", -2, "approver", RungEffect.Inform), new LadderStep("end", 1, "secretariat", effect)],
    };
}
