using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>The process dies before and after each commit of a small story; a new one goes on and nothing differs.</summary>
public sealed class CrashTests(TestDatabases databases, ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, EachDatabase]
    public async Task Story_KilledAtEveryCommit_EndsAsIfUndisturbed(DatabaseKind kind)
    {
        var counter = new CountingProbe();
        var expected = await TellAsync(kind, counter);
        output.WriteLine($"{kind}: killed before and after each of N = {counter.Commits} commits.");
        counter.Commits.ShouldBeGreaterThan(8);

        for (var commit = 1; commit <= counter.Commits; commit++)
        {
            foreach (var before in new[] { true, false })
                (await TellAsync(kind, new DeadlyProbe(commit, before))).ShouldBe(
                    expected, $"killed at commit {commit}, before: {before}");
        }
    }

    private async Task<string> TellAsync(DatabaseKind kind, ITransactionProbe probe)
    {
        await using var database = await databases.CreateAsync(kind);
        var died = 0;
        try
        {
            await TellOnceAsync(database, probe);
        }
        catch (ProcessDeathException)
        {
            died++;
            await TellOnceAsync(database, probe: null);
        }

        died.ShouldBe(probe is DeadlyProbe ? 1 : 0);
        return await ReadBackAsync(database);
    }

    /// <summary>Every command has an id, so that a second telling does only what the first left undone.</summary>
    private static async Task TellOnceAsync(TestDatabase database, ITransactionProbe? probe)
    {
        await using var desk = await CaseDesk.OpenAsync(
            database, probe: probe, time: new FakeTimeProvider(RuntimeUnderTest.Start));
        await desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);
        await desk.BeginAsync("parent");
        await desk.BeginAsync("child", parent: "parent");
        await desk.DeliverAsync();
        await desk.SignalAsync("go 1", "child", "Go");
        await desk.DeliverAsync();
        await SendAsync(desk);
        desk.Process.Time.Advance(Hour);
        await desk.SweepAsync();
        await desk.SignalAsync("stop 1", "child", "Stop");
        await desk.DeliverAsync();
        desk.Process.Time.Advance(Hour);
        await desk.SignalAsync("stop 2", "parent", "Stop");
        await desk.DeliverAsync();
        await SendAsync(desk);
    }

    private static async Task SendAsync(CaseDesk desk)
    {
        foreach (var claimed in await desk.Process.Outbox.ClaimAsync(10, CancellationToken.None))
            await desk.Process.Outbox.MarkAsync(
                [new LetterMark(claimed, new LetterResult(LetterStatus.Sent, null))], CancellationToken.None);
    }

    private static async Task<string> ReadBackAsync(TestDatabase database)
    {
        await using var desk = await CaseDesk.OpenAsync(database);
        (await desk.Process.Get<AuditVerifier>().VerifyAsync(CancellationToken.None)).Faults.ShouldBeEmpty();
        (await desk.Process.Overview.AnyPendingAsync(CancellationToken.None)).ShouldBeFalse();
        var timeline = await desk.Process.Overview.TimelineAsync(null, CancellationToken.None);
        var letters = await desk.Process.Overview.LettersAsync(null, CancellationToken.None);
        return string.Join('\n',
        [
            .. timeline.Select(ForumJson.Write),
            .. (await desk.Process.Overview.HistoryAsync("parent", CancellationToken.None)).Select(ForumJson.Write),
            .. (await desk.Process.Overview.HistoryAsync("child", CancellationToken.None)).Select(ForumJson.Write),
            .. letters.Select(line => $"{line.Letter.MessageId} {line.Status}"),
            await database.CountRowsAsync(),
        ]);
    }
}
