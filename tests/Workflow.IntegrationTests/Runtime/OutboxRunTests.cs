using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>What a run leaves behind that ends before its time, though its process lives.</summary>
public sealed class OutboxRunTests(TestDatabases databases)
{
    private const int Letters = 180;

    /// <summary>
    /// The run ends by what nobody foresaw, while some 150 letters are claimed and not begun: in the queue, and in the hand of
    /// whoever fills it.
    /// </summary>
    [Theory, EachDatabase]
    public async Task Run_ThatFails_GivesBackWhatItHasNotBegunAndWritesDownWhatItHasSent(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await WriteAsync(desk, Letters);
        var data = (await database.ColumnAsync("select data from items where id = 'a'", 0))[0];
        using var spoiled = new SemaphoreSlim(1, 1);
        var transport = new MemoryTransport { IsIdempotent = false, Connections = 4 };
        transport.Answer = _ =>
        {
            Spoil(spoiled, database);
            // A slow server: longer than what was read may be relied upon.
            desk.Process.Time.Advance(TimeSpan.FromSeconds(2));
            return null;
        };

        await Should.ThrowAsync<JsonException>(
            () => Drain(desk, transport, desk.Process.Time).DrainAsync(CancellationToken.None));

        var lines = await desk.Process.Overview.LettersAsync(null, CancellationToken.None);
        lines.Count(line => line.Status == LetterStatus.Sent).ShouldBe(transport.Sent.Count);
        lines.Where(line => line.Status != LetterStatus.Sent)
            .ShouldAllBe(line => line.Status == LetterStatus.Pending && line.Attempts == 0);
        await database.ScalarAsync(
            $"update items set data = '{data.Replace("'", "''", StringComparison.Ordinal)}' where id = 'a'");
        transport.Answer = _ => null;
        await Drain(desk, transport, desk.Process.Time).DrainAsync(CancellationToken.None);
        transport.Sent.Select(letter => letter.MessageId).ShouldBeUnique();
        transport.Sent.Count.ShouldBe(Letters);
    }

    /// <summary>With several hosts the database's clock counts; here the runtime's stands for it.</summary>
    [Theory, EachDatabase]
    public async Task Letter_RefusedForNow_WaitsByTheClockOfTheClaims_NotByTheSendersOwn(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await WriteAsync(desk, 1);
        var ahead = new FakeTimeProvider(desk.Process.Time.GetUtcNow().AddMinutes(30));
        var transport = new MemoryTransport { Answer = _ => new DeliveryResult.Refused("451 Later.", Permanent: false) };

        await Drain(desk, transport, ahead).DrainAsync(CancellationToken.None);

        (await AttemptsAsync(desk)).ShouldBe(1);
        desk.Process.Time.Advance(TimeSpan.FromSeconds(59));
        await Drain(desk, transport, ahead).DrainAsync(CancellationToken.None);
        (await AttemptsAsync(desk)).ShouldBe(1);
        desk.Process.Time.Advance(TimeSpan.FromSeconds(2));
        await Drain(desk, transport, ahead).DrainAsync(CancellationToken.None);
        (await AttemptsAsync(desk)).ShouldBe(2);
    }

    private static void Spoil(SemaphoreSlim once, TestDatabase database)
    {
        if (once.Wait(0))
            database.ScalarAsync("update items set data = '[]' where id = 'a'").GetAwaiter().GetResult();
    }

    private static OutboxDrain Drain(CaseDesk desk, IMailTransport transport, TimeProvider time) =>
        new(desk.Process.Outbox, desk.Process.Runtime, transport, time, NullLogger<OutboxDrain>.Instance);

    private static async Task<int> AttemptsAsync(CaseDesk desk) =>
        (await desk.Process.Overview.LettersAsync(null, CancellationToken.None)).ShouldHaveSingleItem().Attempts;

    private static async Task WriteAsync(CaseDesk desk, int count) => (await desk.ActAsync("write letters", async session =>
    {
        for (var number = 1; number <= count; number++)
            await session.AddLetterAsync(
                CaseActivities.Letter("a", number + 100) with { Kind = LetterKinds.Outcome }, CancellationToken.None);
        return "written";
    })).IsAccepted.ShouldBeTrue();
}
