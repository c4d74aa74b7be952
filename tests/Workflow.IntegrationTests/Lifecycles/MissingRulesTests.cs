using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Engine.Instances;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A case whose rules were taken out of the file stands still, and it alone.</summary>
public sealed class MissingRulesTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Reminder_OfASoundCase_GoesAndTheCaseIsNotFaulted(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var (sound, broken) = await TwoAsync(world);
        var morning = Morning(sound.DueDay);
        await world.AdvanceToAsync(morning.AddSeconds(-1));
        await ForgetRulesAsync(world, broken);
        world.Process.Time.SetUtcNow(morning);

        await world.Process.Sweep.FireDueAsync("job", CancellationToken.None);

        (await world.InstanceAsync(sound.Id)).Status.ShouldBe(InstanceStatus.Waiting);
        (await world.InstanceAsync(broken.Id)).Status.ShouldBe(InstanceStatus.Faulted);
        var letter = (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldHaveSingleItem();
        letter.Text.ShouldContain("Benches");
        letter.Text.ShouldNotContain("Lamps");
        (await world.ActsAsync(broken.Id)).ShouldContain("reminderSkipped");
    }

    [Theory, EachDatabase]
    public async Task Duty_OfASoundCase_IsMovedAllTheSame(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var (sound, broken) = await TwoAsync(world);
        await ForgetRulesAsync(world, broken);
        var today = DateOnly.FromDateTime(world.Process.Time.GetUtcNow().Date);
        await using var later = await world.WithPeopleAsync(people => people
            .With(ApprovalActs.Chair("chair", "Ida Mark", to: today))
            .With(ApprovalActs.Chair("gry", "Gry Lind", from: today.AddDays(1))));
        later.Process.Time.Advance(TimeSpan.FromDays(1));

        (await later.Duties.RunAsync(CancellationToken.None)).ShouldBe(1);

        (await later.ApprovalAsync(sound.Id)).Approvers.ShouldHaveSingleItem().PersonId.ShouldBe("gry");
        (await later.ApprovalAsync(broken.Id)).Approvers.ShouldHaveSingleItem().PersonId.ShouldBe("chair");
    }

    [Theory, EachDatabase]
    public async Task List_OfWhatWaits_HoldsBothAndSaysWhatIsMissing(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var (sound, broken) = await TwoAsync(world);
        await ForgetRulesAsync(world, broken);

        var pending = await world.Approvals.PendingAsync(null, CancellationToken.None);

        pending.Single(line => line.Approval.Id == sound.Id).Trouble.ShouldBeNull();
        var line = pending.Single(line => line.Approval.Id == broken.Id);
        line.Trouble.ShouldNotBeNull().ShouldContain("2026-04-01");
    }

    private static Body Asked(Body body) => body with { ItemApproval = true };

    private static async Task<(Approval Sound, Approval Broken)> TwoAsync(MeetingWorld world)
    {
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.SubmitAsync("lamps", "Lamps", May);
        return (await world.PendingApprovalAsync("benches"), await world.PendingApprovalAsync("lamps"));
    }

    /// <summary>As if it had begun under a version of the rules that nobody has any more.</summary>
    private static async Task ForgetRulesAsync(MeetingWorld world, Approval approval) =>
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope("forget", "forget", Actor.System),
            async (session, token) =>
            {
                session.Approvals.Update(
                    (await session.Approvals.GetAsync(approval.Id, token)) with { RulesFrom = new DateOnly(2026, 4, 1) });
                return approval.Id;
            },
            CancellationToken.None));

    /// <summary>Half past nine on the working day before.</summary>
    private static DateTimeOffset Morning(DateOnly due) =>
        new BodyClock("Europe/Copenhagen").Utc(new WorkingCalendar(new WorkingDayRule()).Back(due, 1), new TimeOnly(9, 30));
}
