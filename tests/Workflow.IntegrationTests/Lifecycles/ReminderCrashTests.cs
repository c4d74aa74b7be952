using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// The process dies before and after each commit of the morning on which a person's reminders go out in one letter.
/// </summary>
public sealed class ReminderCrashTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Bundle_KilledAtEveryCommitOfItsMorning_IsOneLetterThatNamesBothAndLeavesOnce(DatabaseKind kind)
    {
        var deaths = 0;
        foreach (var before in new[] { true, false })
        {
            var commit = 1;
            while (await DiesAsync(kind, commit, before))
                commit++;
            deaths += commit - 1;
        }

        // Firing, claiming and marking the letter, each before and after: fewer would mean that the story is not what it was.
        deaths.ShouldBeGreaterThanOrEqualTo(6);
    }

    /// <returns>Whether there was a commit of that number to die at.</returns>
    private async Task<bool> DiesAsync(DatabaseKind kind, int commit, bool before)
    {
        await using var world = await OpenAsync(databases, kind, Asked);
        var due = await TwoItemsAsync(world);
        await world.AdvanceToAsync(Morning(due, 1).AddSeconds(-1));
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Process.Time.SetUtcNow(Morning(due, 1));
        var taken = new List<string>();
        var died = await DiedAsync(world, new DeadlyProbe(commit, before), taken);

        // The claim of a letter outlives its host by minutes.
        world.Process.Time.Advance(TimeSpan.FromMinutes(10));
        (await DiedAsync(world, probe: null, taken)).ShouldBeFalse();
        await OneLetterNamesBothAsync(world, taken, $"killed at commit {commit}, before: {before}");
        return died;
    }

    private static async Task<bool> DiedAsync(MeetingWorld world, ITransactionProbe? probe, List<string> taken)
    {
        try
        {
            await using var process = await world.AnotherAsync(probe, Asked(Council));
            process.Transport.Answer = letter =>
            {
                taken.Add(letter.MessageId);
                return null;
            };
            await process.Outbox().RecoverAsync(CancellationToken.None);
            await process.Process.Sweep.FireDueAsync("job", CancellationToken.None);
            await process.Outbox().DrainAsync(CancellationToken.None);
            return false;
        }
        catch (ProcessDeathException)
        {
            return true;
        }
    }

    private static async Task OneLetterNamesBothAsync(MeetingWorld world, List<string> taken, string when)
    {
        var letter = (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem(when);
        letter.Text.ShouldContain("Benches", customMessage: when);
        letter.Text.ShouldContain("Lamps", customMessage: when);
        (await world.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty(when);
        // This mail server knows a Message-ID again: a letter of which nobody wrote down that it left is handed to it once more.
        taken.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem(when).ShouldBe(letter.MessageId, when);
        (await world.Process.Overview.LettersAsync(
            letter.AboutId, CancellationToken.None)).ShouldHaveSingleItem().Status.ShouldBe(LetterStatus.Sent, when);
        foreach (var item in new[] { "benches", "lamps" })
        {
            var approval = await world.PendingApprovalAsync(item);
            (await world.RungsAsync(approval.Id)).Single(rung => rung.Kind == "reminders").IsOpen.ShouldBeFalse(when);
        }
    }

    private static Body Asked(Body body) => body with { ItemApproval = true };

    /// <summary>Both are asked of the chair on the same day, so both are to be reminded of on the same morning.</summary>
    private static async Task<DateOnly> TwoItemsAsync(MeetingWorld world)
    {
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.SubmitAsync("lamps", "Lamps", May);
        return (await world.PendingApprovalAsync("benches")).DueDay;
    }

    /// <summary>Half past nine, so many working days from the day.</summary>
    private static DateTimeOffset Morning(DateOnly day, int workingDaysBefore) => new BodyClock("Europe/Copenhagen").Utc(
        new WorkingCalendar(new WorkingDayRule()).Back(day, workingDaysBefore), new TimeOnly(9, 30));
}
