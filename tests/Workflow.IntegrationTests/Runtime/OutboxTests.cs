using Shouldly;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class OutboxTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task AddLetter_TheSameMessageIdAgain_DoesNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 1);
        await AddAsync(desk, "again", 1);

        (await desk.Process.Overview.LettersAsync("a", CancellationToken.None)).Count.ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Claim_OnTwoHostsAtOnce_GivesEachLetterOnce(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 20);
        await using var other = await CaseDesk.OpenAsync(database);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => (i % 2 == 0 ? desk : other).Process.Outbox.ClaimAsync(5, CancellationToken.None)));

        claims.SelectMany(claim => claim).Select(letter => letter.Letter.MessageId).ShouldBeUnique();
        (await desk.Process.Overview.LettersAsync("a", CancellationToken.None)).Count(line => line.Status == LetterStatus.Sending)
            .ShouldBe(claims.Sum(claim => claim.Count));
    }

    [Theory, EachDatabase]
    public async Task Letter_RefusedForNow_ComesAgainAtItsTime(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 1);
        var claimed = (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        var later = TimeSpan.FromMinutes(10);

        await desk.Process.Outbox.MarkAsync(
            [new LetterMark(claimed, new LetterResult(LetterStatus.Pending, "Greylisted.", later))], CancellationToken.None);

        (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).ShouldBeEmpty();
        desk.Process.Time.Advance(TimeSpan.FromMinutes(10));
        (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Theory, EachDatabase]
    public async Task Recover_WhereSendingTwiceDoesHarm_LeavesTheLetterUnknown(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 1);
        await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None);

        (await desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: false, isAlone: true, CancellationToken.None)).ShouldBe(1);

        (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).ShouldBeEmpty();
        (await desk.Process.Overview.LettersAsync("a", CancellationToken.None)).ShouldHaveSingleItem().Status.ShouldBe(
            LetterStatus.Unknown);
    }

    [Theory, EachDatabase]
    public async Task Recover_WhereSendingTwiceIsHarmless_SendsAgain(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 1);
        await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None);

        await desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);

        (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task CancelLetters_StopsWhatHasNotLeft_AndOnlyThat(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 2);
        await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None);

        await desk.ActAsync("cancel 1", async session =>
        {
            await session.CancelLettersAsync("a", "The meeting is cancelled.", CancellationToken.None);
            return "cancelled";
        });

        var letters = await desk.Process.Overview.LettersAsync("a", CancellationToken.None);
        letters.Select(line => line.Status).ShouldBe([LetterStatus.Sending, LetterStatus.Cancelled]);
        (await desk.Process.Outbox.ClaimAsync(5, CancellationToken.None)).ShouldBeEmpty();
    }

    private static async Task<CaseDesk> WithLettersAsync(TestDatabase database, int count)
    {
        var desk = await CaseDesk.OpenAsync(database);
        await AddAsync(desk, "write", [.. Enumerable.Range(1, count)]);
        return desk;
    }

    private static Task<Ruling<string>> AddAsync(CaseDesk desk, string commandId, params int[] numbers) =>
        desk.ActAsync(commandId, async session =>
        {
            foreach (var number in numbers)
                await session.AddLetterAsync(CaseActivities.Letter("a", number), CancellationToken.None);
            return "written";
        });
}
