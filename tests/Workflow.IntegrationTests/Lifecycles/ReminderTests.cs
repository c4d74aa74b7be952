using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Engine.Instances;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>One letter of reminders per person and day.</summary>
public sealed class ReminderTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Reminders_OfOneMorning_GoOutAsOneLetterThatListsAll(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);

        await world.AdvanceToAsync(Morning(due, -1));

        var letter = (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem();
        letter.Text.ShouldContain("Benches");
        letter.Text.ShouldContain("Lamps");
        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty();
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.Count(sent => sent.MessageId == letter.MessageId).ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Reminders_FiredTwiceAndByTwoHosts_AreOneLetter(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1).AddSeconds(-1));
        await using var other = await world.AnotherAsync(null, Asked(Council));
        world.Process.Time.SetUtcNow(Morning(due, -1));

        await Task.WhenAll(
            world.Process.Sweep.FireDueAsync("one", CancellationToken.None),
            other.Process.Sweep.FireDueAsync("two", CancellationToken.None));
        await world.AdvanceToAsync(Morning(due, -1).AddHours(1));

        var letter = (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem();
        letter.Text.ShouldContain("Benches");
        letter.Text.ShouldContain("Lamps");
        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty();
    }

    /// <summary>Only PostgreSQL lets two hosts write at once: each has looked for the morning's letter and found none.</summary>
    [Fact]
    public async Task Reminder_OfTheHostThatComesSecond_IsNotLostWithItsLetter()
    {
        using var first = new HeldCommit();
        using var second = new HeldCommit();
        await using var world = await OpenAsync(databases, DatabaseKind.Postgres, Asked, first);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1).AddSeconds(-1));
        var late = await world.PendingApprovalAsync("lamps");
        await world.Database.ScalarAsync(
            $"update deadlines set next_try = null where kind = 'reminders' and subject_id = '{late.Id}'");
        await using var other = await world.AnotherAsync(second, Asked(Council));
        world.Process.Time.SetUtcNow(Morning(due, -1));
        first.Hold();
        second.Hold();

        var one = Task.Run(() => world.Process.Sweep.FireDueAsync("one", CancellationToken.None));
        await first.ReachedAsync();
        await world.Database.ScalarAsync(
            $"update deadlines set next_try = due where kind = 'reminders' and subject_id = '{late.Id}'");
        var two = Task.Run(() => other.Process.Sweep.FireDueAsync("two", CancellationToken.None));
        await second.ReachedAsync();
        first.Release();
        await one;
        second.Release();
        await two;

        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldHaveSingleItem().Text.ShouldContain("Benches");
        (await world.RungsAsync(late.Id)).ShouldContain(
            rung => rung.Kind == "reminders" && rung.Rung.Contains('+') && rung.IsOpen);
    }

    /// <summary>Holds its host before the next commit of a deadline, until it is let go or nobody does.</summary>
    private sealed class HeldCommit : ITransactionProbe, IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _gone = new(initialState: true);

        public void Hold() => _gone.Reset();

        public void Release() => _gone.Set();

        public void Dispose() => _gone.Dispose();

        public Task ReachedAsync() => _reached.Task.WaitAsync(Patience);

        public void BeforeCommit(string what)
        {
            if (what != "deadline" || _gone.IsSet)
                return;
            _reached.TrySetResult();
            _gone.Wait(Patience);
        }

        public void AfterCommit(string what)
        {
        }
    }

    [Theory, EachDatabase]
    public async Task Reminders_OneOfWhichHasLostItsRules_AreSentForTheOther_WhoseCaseAndDutiesGoOn(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        var (broken, sound) = (await world.PendingApprovalAsync("benches"), await world.PendingApprovalAsync("lamps"));
        await LoseRulesAsync(world, broken.Id);

        world.Process.Time.SetUtcNow(Morning(due, -1));
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);

        var letter = (await world.ToAsync("chair", LetterKinds.Reminder)).Concat(
            await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem();
        letter.Text.ShouldContain("Lamps");
        letter.Text.ShouldNotContain("Benches");
        (await world.InstanceAsync(sound.Id)).Status.ShouldBe(InstanceStatus.Waiting);
        (await world.Duties.RunAsync(CancellationToken.None)).ShouldBe(0);
        var pending = await world.Approvals.PendingAsync(null, CancellationToken.None);
        pending.Single(found => found.Approval.Id == broken.Id).Trouble.ShouldNotBeNull().ShouldContain("2019-01-01");
        pending.Single(found => found.Approval.Id == sound.Id).Asked.ShouldHaveSingleItem().PersonId.ShouldBe("chair");
    }

    private static async Task LoseRulesAsync(MeetingWorld world, string approvalId) =>
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope("lose rules", "arrange", Clerk),
            async (session, token) =>
            {
                var approval = await session.Approvals.GetAsync(approvalId, token);
                session.Approvals.Update(approval with { RulesFrom = new DateOnly(2019, 1, 1) });
                return "done";
            },
            CancellationToken.None));

    [Theory, EachDatabase]
    public async Task Reminders_OneAnsweredBeforeTheMorning_NameTheOtherOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1).AddHours(-2));
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync("benches"), MeetingWorld.Chair));

        await world.AdvanceToAsync(Morning(due, -1));

        var letter = (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldHaveSingleItem();
        letter.Text.ShouldContain("Lamps");
        letter.Text.ShouldNotContain("Benches");
    }

    [Theory, EachDatabase]
    public async Task Reminders_AllAnsweredBeforeTheMorning_AreNotSentAndTheirMarksSayWhy(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1).AddHours(-2));
        var approvals = new[] { await world.PendingApprovalAsync("benches"), await world.PendingApprovalAsync("lamps") };
        foreach (var approval in approvals)
            Accept(await world.AnswerAsync(approval, MeetingWorld.Chair));

        await world.AdvanceToAsync(Morning(due, 1));

        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty();
        (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldBeEmpty();
        foreach (var approval in approvals)
            (await world.RungsAsync(approval.Id)).Single(
                rung => rung.Kind == "reminders").CancelReason.ShouldEndWith("is approved.");
    }

    [Theory, EachDatabase]
    public async Task Reminders_AllAnsweredBetweenDecidingAndSending_AreNotSent(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1));
        var letter = (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem();
        foreach (var item in new[] { "benches", "lamps" })
            Accept(await world.AnswerAsync(await world.PendingApprovalAsync(item), MeetingWorld.Chair));

        await world.Outbox().DrainAsync(CancellationToken.None);

        var line = (await world.Process.Overview.LettersAsync(letter.AboutId, CancellationToken.None)).ShouldHaveSingleItem();
        (line.Status, line.Reason).ShouldBe((LetterStatus.Cancelled, "All that it reminds of is answered."));
    }

    [Theory, EachDatabase]
    public async Task Reminders_WhoseMorningWasSleptThrough_AreNotSentTheDayAfter(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, -1).AddSeconds(-1));

        world.Process.Time.SetUtcNow(Morning(due, -1).AddHours(20));
        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);
        await world.SettleAsync();

        (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldBeEmpty();
        var approval = await world.PendingApprovalAsync("benches");
        (await world.ActsAsync(approval.Id)).ShouldContain("reminderSkipped");
    }

    [Theory, EachDatabase]
    public async Task Escalations_OfOneMoment_GoOutAtOnceEachByItself(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);

        await world.AdvanceToAsync(Morning(due, 3));

        (await world.ToAsync("chair", LetterKinds.Escalation)).Select(letter => letter.AboutId).Distinct().Count().ShouldBe(2);
        (await world.ToAsync("deputy", LetterKinds.HandOver)).Count.ShouldBe(2);
    }

    private static Body Asked(Body body) => body with { ItemApproval = true };

    /// <summary>Both are asked of the chair on the same day, so they are due, and reminded of, on the same days.</summary>
    private static async Task<DateOnly> TwoItemsAsync(MeetingWorld world)
    {
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.SubmitAsync("lamps", "Lamps", May);
        return (await world.PendingApprovalAsync("benches")).DueDay;
    }

    /// <summary>Half past nine, so many working days from the day.</summary>
    private static DateTimeOffset Morning(DateOnly day, int workingDays)
    {
        var calendar = new WorkingCalendar(new WorkingDayRule());
        var at = workingDays < 0 ? calendar.Back(day, -workingDays) : calendar.Forward(day, workingDays);
        return new BodyClock("Europe/Copenhagen").Utc(at, new TimeOnly(9, 30));
    }
}
