using Microsoft.Data.Sqlite;
using Shouldly;
using Workflow.Activities.Operators;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class OperatorTests(TestDatabases databases)
{
    /// <summary>
    /// An agenda nobody approves, minutes in consultation, a meeting still to be called, items without a meeting.
    /// </summary>
    [Theory, EachDatabase]
    public async Task Forecast_OfWhatIsOpen_IsWhatReallyGoesWhenNobodyActs(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var held = await MeetingTests.DispatchedAsync(world);
        Accept(await world.HoldAsync(held));
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(held));
        await world.PlanAsync(June);
        await world.SubmitAsync("lamps", "Lamps", June);
        await world.PlanAsync(June.AddDays(14));
        await world.SubmitAsync("roads", "Roads", new DateOnly(2026, 12, 1));
        await world.Outbox().DrainAsync(CancellationToken.None);
        var rows = await world.Process.Overview.LettersAsync(null, CancellationToken.None);

        var ahead = Accept(await world.Operators.AheadAsync(60, CancellationToken.None));

        (await world.Process.Overview.LettersAsync(null, CancellationToken.None)).Count.ShouldBe(rows.Count);
        ahead.Mails.Stuck.ShouldBeEmpty();
        ahead.Due.ShouldAllBe(deadline => deadline.Due <= ahead.Mails.Until);
        ahead.Mails.Letters.Select(letter => letter.Kind).Distinct().ShouldBe(
            [
                LetterKinds.Call, LetterKinds.ApprovalRequest, LetterKinds.Reminder, LetterKinds.Reminders,
                LetterKinds.Escalation,
                LetterKinds.HandOver, LetterKinds.SecretariatTask,
            ],
            ignoreOrder: true);
        ahead.Mails.Letters.ShouldAllBe(letter => letter.Because.Count > 0);
        await world.AdvanceToAsync(ahead.Mails.Until);
        var written = (await world.Process.Overview.LettersAsync(null, CancellationToken.None)).Skip(rows.Count);
        written.Select(line => (line.QueuedAt, line.Letter.Kind, line.Letter.AboutId, line.Letter.ToPersonId))
            .ShouldBe(
                ahead.Mails.Letters.Select(letter => (letter.At, letter.Kind, letter.AboutId, letter.ToPersonId)),
                ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task Forecast_OfMoreDaysThanAYear_IsRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);

        (await world.Operators.AheadAsync(0, CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe(
            "days-out-of-range");
        (await world.Operators.AheadAsync(367, CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe(
            "days-out-of-range");
    }

    [Theory, EachDatabase]
    public async Task Overview_CountsWhatWaitsByStepAndNamesTheOldest(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var first = await world.PlanAsync(May);
        world.Process.Time.Advance(TimeSpan.FromHours(1));
        await world.PlanAsync(June);

        var report = await world.Operators.OverviewAsync(CancellationToken.None);

        report.Waiting.ShouldHaveSingleItem().ShouldBe(
            new WaitingGroup("meeting", "awaitCall", InstanceStatus.Waiting, 2, first, RuntimeUnderTest.Start));
        report.Faulted.ShouldBeEmpty();
        report.MadeUp.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Overview_AfterAnOutage_ListsWhatWasMadeUpForAndHowLate(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        var call = (await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Call);

        world.Process.Time.SetUtcNow(call.Due + TimeSpan.FromDays(2));
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);

        var late = (await world.Operators.OverviewAsync(CancellationToken.None)).MadeUp.ShouldHaveSingleItem();
        (late.SubjectId, late.Rung, late.Lateness).ShouldBe((id, MeetingPlan.Call, TimeSpan.FromDays(2)));
    }

    [Theory, EachDatabase]
    public async Task Why_OfALetterThatWent_NamesDeadlineActAndTry(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        await world.AdvanceToAsync(approval.DueDay);
        world.Transport.Answer = letter => letter.Kind == LetterKinds.Reminder && !world.Transport.Sent.Contains(letter)
            ? new DeliveryResult.Refused("greylisted", Permanent: false) : null;
        await world.Outbox().DrainAsync(CancellationToken.None);
        var reminder = (await world.Process.Overview.LettersAsync(approval.Id, CancellationToken.None)).Single(
            line => line.Letter.Kind == LetterKinds.Reminder);
        var waiting = Accept(await world.Operators.WhyAsync(reminder.Letter.MessageId, CancellationToken.None));
        waiting.Became.ShouldBe("Tried 1 times in vain (greylisted); it is tried again.");
        world.Transport.Answer = _ => null;
        world.Process.Time.Advance(TimeSpan.FromMinutes(5));
        await world.Outbox().DrainAsync(CancellationToken.None);

        var story = Accept(await world.Operators.WhyAsync(reminder.Letter.MessageId.Trim('<', '>'), CancellationToken.None));

        (story.Status, story.Attempts).ShouldBe((LetterStatus.Sent, 2));
        story.Became.ShouldStartWith("Sent at 2026-");
        story.Causes.ShouldHaveSingleItem().ShouldStartWith("The deadline reminders/reminder|chair, due 2026-");
        story.Reason.ShouldNotBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Why_OfAReminderThatWasNeverWritten_GivesTheDeadlinesReason(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);

        await world.ApproveAgendaAsync(id);

        var story = Accept(await world.Operators.WhyAboutAsync(null, approval.Id, CancellationToken.None));
        story.Letters.ShouldNotContain(letter => letter.Kind == LetterKinds.Reminder);
        story.Deadlines.Single(deadline => deadline.Rung == "reminder").Became.ShouldStartWith("Cancelled at 2026-");
        var request = story.Letters.ShouldHaveSingleItem();
        request.Became.ShouldStartWith("Not sent: ");
    }

    [Theory, EachDatabase]
    public async Task Why_OfARungWhoseMomentHadPassed_SaysThatItWasLeftOut(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(new DateOnly(2026, 3, 12));
        var approval = await world.PendingApprovalAsync(id);

        var story = Accept(await world.Operators.WhyAboutAsync("chair", approval.Id, CancellationToken.None));

        story.Deadlines.Single(deadline => deadline.Rung == "reminder").Became.ShouldContain("its moment had passed");
        story.Letters.ShouldAllBe(letter => letter.ToPersonId == "chair" && letter.Became == "It waits to be sent.");
    }

    [Theory, EachDatabase]
    public async Task Why_OfNothingKnown_IsRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);

        (await world.Operators.WhyAsync(
            "nobody@nowhere", CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("unknown-id");
        (await world.Operators.WhyAboutAsync(
            null, "no.such", CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("unknown-id");
        (await world.Operators.WhyAboutAsync(
            null, null, CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("nothing-named");
        (await world.Operators.RetryAsync(
            new RetryCase("no.such"), Clerk, "r1", CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("unknown-id");
        var id = await world.PlanAsync(May);
        (await world.Operators.RetryAsync(
            new RetryCase(id), Clerk, "r2", CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-faulted");
        (await world.Operators.DismissAsync(new DismissSignal(99, "Old."), Clerk, "d1",
            CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-parked");
    }

    /// <summary>A host whose files lack the rules the meeting runs under; then one that has them again.</summary>
    [Theory, EachDatabase]
    public async Task Retry_OfACaseThatStoodStill_GoesOnWhenTheCauseIsMended(DatabaseKind kind)
    {
        var rules = new RuleChange { From = new DateOnly(2026, 4, 1), Meetings = new MeetingRules { Dispatch = 5 } };
        await using var world = await OpenAsync(databases, kind, council => council with { Rules = [rules] });
        var id = await world.PlanAsync(May);
        await using var forgetful = await world.AnotherAsync(bodies: [Council]);
        world.Process.Time.SetUtcNow((await world.MeetingAsync(id)).Plan.Single(station => station.Kind == MeetingPlan.Call).Due);
        await forgetful.Process.Sweep.FireDueAsync("job", CancellationToken.None);

        var faulted = (await world.Operators.OverviewAsync(CancellationToken.None)).Faulted.ShouldHaveSingleItem();
        (faulted.SubjectId, faulted.ActivityId).ShouldBe((id, "awaitCall"));
        faulted.Fault.ShouldNotBeNull().ShouldContain("2026-04-01");
        Accept(await world.Operators.RetryAsync(new RetryCase(id), Clerk, "retry", CancellationToken.None));
        Accept(await world.Operators.RetryAsync(new RetryCase(id), Clerk, "retry", CancellationToken.None));
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);

        await world.SettleAsync();
        (await world.InstanceAsync(id)).ActivityId.ShouldBe("awaitClose");
        (await world.ActsAsync(id)).ShouldContain("retried");
    }

    [Theory, EachDatabase]
    public async Task Dismiss_OfASignalThatReachedNobody_KeepsItsReasonInTheTrail(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await world.PlanAsync(May);
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope("stray", "stray", Clerk),
            (session, _) =>
            {
                session.Raise(id, new Signal("NobodyWaitsForThis"));
                return Task.FromResult<Ruling<string>>("raised");
            },
            CancellationToken.None));
        await world.Process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        var parked = (await world.Operators.OverviewAsync(CancellationToken.None)).Parked.ShouldHaveSingleItem();

        (await world.Operators.DismissAsync(new DismissSignal(parked.Id, " "), Clerk, "d1",
            CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("reason-missing");
        Accept(await world.Operators.DismissAsync(
            new DismissSignal(parked.Id, "A test of mine."), Clerk, "d2", CancellationToken.None));
        // The answer was lost, the client asks again.
        Accept(await world.Operators.DismissAsync(
            new DismissSignal(parked.Id, "A test of mine."), Clerk, "d2", CancellationToken.None));

        (await world.Operators.OverviewAsync(CancellationToken.None)).Parked.ShouldBeEmpty();
        (await world.Process.Overview.TimelineAsync(id, CancellationToken.None))
            .Single(entry => entry.Act == "signalDismissed").Text.ShouldBe("A test of mine.");
    }

    [Theory, EachDatabase]
    public async Task RetryAndDismiss_AskedAgainUnderTheSameKey_AreAnsweredAsBefore(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var (id, signal) = await FaultedAsync(world);

        Accept(await world.Operators.DismissAsync(new DismissSignal(signal, "Old."), Clerk, "dismiss", CancellationToken.None));
        Accept(await world.Operators.DismissAsync(
            new DismissSignal(signal, "Old."), Clerk, "dismiss", CancellationToken.None)).SignalId.ShouldBe(signal);
        Accept(await world.Operators.RetryAsync(new RetryCase(id), Clerk, "retry", CancellationToken.None));
        Accept(await world.Operators.RetryAsync(
            new RetryCase(id), Clerk, "retry", CancellationToken.None)).SubjectId.ShouldBe(id);

        (await world.Operators.RetryAsync(
            new RetryCase(id), Clerk, "anew", CancellationToken.None)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-faulted");
        (await world.Operators.DismissAsync(new DismissSignal(signal, "Old."), Clerk, "anew-too", CancellationToken.None))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("not-parked");
        (await world.ActsAsync(id)).Count(act => act is "retried" or "signalDismissed").ShouldBe(2);
        // What was dismissed does not look as if it had been delivered.
        (await world.Database.ScalarAsync(
            $"select count(*) from signals where id = {signal} and is_parked and delivered_at is not null"))
            .ShouldBe(1L);
    }

    [Theory, EachDatabase]
    public async Task RetryAndDismiss_WhoseCommitIsTakenAndItsAnswerLost_AreAnsweredAsDone(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var (id, signal) = await FaultedAsync(world);
        await using var shaky = await world.AnotherAsync(new AnswerLost("retryCase", "dismissSignal"));

        Accept(await shaky.Operators.DismissAsync(new DismissSignal(signal, "Old."), Clerk, "dismiss", CancellationToken.None));
        Accept(await shaky.Operators.RetryAsync(new RetryCase(id), Clerk, "retry", CancellationToken.None));

        (await world.ActsAsync(id)).Count(act => act is "retried" or "signalDismissed").ShouldBe(2);
    }

    /// <summary>A meeting that stands still, and a signal that reached nobody in it.</summary>
    private static async Task<(string Id, long Signal)> FaultedAsync(MeetingWorld world)
    {
        var id = await world.PlanAsync(May);
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope("stray", "stray", Clerk),
            (session, _) =>
            {
                session.Raise(id, new Signal("NobodyWaitsForThis"));
                return Task.FromResult<Ruling<string>>("raised");
            },
            CancellationToken.None));
        await world.Process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        await world.Database.ScalarAsync($"update instances set status = 'Faulted', fault = 'Broken.' where id = '{id}'");
        return (id, (await world.Operators.OverviewAsync(CancellationToken.None)).Parked.ShouldHaveSingleItem().Id);
    }

    /// <summary>The database has committed, and the connection breaks before it can say so.</summary>
    private sealed class AnswerLost(params string[] once) : ITransactionProbe
    {
        private readonly HashSet<string> _once = [.. once];

        public void BeforeCommit(string what)
        {
        }

        public void AfterCommit(string what)
        {
            if (_once.Remove(what))
                throw new SqliteException("The connection broke.", 5);
        }
    }
}
