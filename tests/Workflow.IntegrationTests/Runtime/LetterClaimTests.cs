using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>Whose result counts, and when a claim is over.</summary>
public sealed class LetterClaimTests(TestDatabases databases)
{
    private static readonly LetterResult Sent = new(LetterStatus.Sent, "250 OK");

    [Theory, EachDatabase]
    public async Task Start_LeavesAnotherLiveHostsFreshClaimAlone_ButASqliteFileHasOneHost(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var other = await WithLettersAsync(database, 2);
        await using var desk = await CaseDesk.OpenAsync(database, time: other.Process.Time);
        await other.Process.Outbox.ClaimAsync(5, CancellationToken.None);

        var recovered = await desk.Process.Outbox.RecoverOnStartAsync(sendingIsIdempotent: false, CancellationToken.None);

        recovered.ShouldBe(kind == DatabaseKind.Sqlite ? 2 : 0);
    }

    [Theory, EachDatabase]
    public async Task Claim_OlderThanItsLifetime_IsADeadHosts(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 2);
        await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None);
        desk.Process.Time.Advance(TimeSpan.FromMinutes(4));
        await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None);
        (await RecoverAsync(desk)).ShouldBe(0);

        desk.Process.Time.Advance(TimeSpan.FromMinutes(1));

        (await RecoverAsync(desk)).ShouldBe(1);
        (await StatusesAsync(desk)).ShouldBe([LetterStatus.Unknown, LetterStatus.Sending]);
    }

    [Theory, EachDatabase]
    public async Task Result_ThatComesAfterTheLetterWasGivenUp_MakesItSentAndNothingElse(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 3);
        var claimed = await desk.Process.Outbox.ClaimAsync(3, CancellationToken.None);
        await desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: false, isAlone: true, CancellationToken.None);

        var marked = await desk.Process.Outbox.MarkAsync(
            [
                new LetterMark(claimed[0], Sent),
                new LetterMark(claimed[1], new LetterResult(LetterStatus.Refused, "550 No.")),
                new LetterMark(claimed[2], new LetterResult(LetterStatus.Pending, "451 Later.", TimeSpan.Zero)),
            ],
            CancellationToken.None);

        marked.ShouldBe([claimed[0].Id]);
        (await StatusesAsync(desk)).ShouldBe([LetterStatus.Sent, LetterStatus.Unknown, LetterStatus.Unknown]);
    }

    [Theory, EachDatabase]
    public async Task Result_OfAnOlderClaim_SaysNothingOfTheNewerOne(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var slow = await WithLettersAsync(database, 1);
        await using var desk = await CaseDesk.OpenAsync(database, time: slow.Process.Time);
        var old = await slow.Process.Outbox.ClaimAsync(1, CancellationToken.None);
        await desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: true, isAlone: true, CancellationToken.None);
        var claimed = (await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None)).ShouldHaveSingleItem();

        (await slow.Process.Outbox.MarkAsync(
            [new LetterMark(old[0], new LetterResult(LetterStatus.Refused, "No."))], CancellationToken.None))
            .ShouldBeEmpty();

        (await StatusesAsync(desk)).ShouldBe([LetterStatus.Sending]);
        (await desk.Process.Outbox.MarkAsync([new LetterMark(claimed, Sent)], CancellationToken.None)).ShouldBe([claimed.Id]);
    }

    [Theory, EachDatabase]
    public async Task Letter_GivenBackUntried_HasSpentNoAttempt(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 1);
        for (var i = 0; i < 3; i++)
        {
            var claimed = await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None);
            var untried = new LetterResult(LetterStatus.Pending, null, TimeSpan.Zero) { IsUntried = true };
            await desk.Process.Outbox.MarkAsync([new LetterMark(claimed[0], untried)], CancellationToken.None);
        }

        (await desk.Process.Outbox.ClaimAsync(1, CancellationToken.None)).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Claim_TakesWhatHasWaitedLongestFirst(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await WithLettersAsync(database, 3);
        var claimed = await desk.Process.Outbox.ClaimAsync(3, CancellationToken.None);
        var at = RuntimeUnderTest.Start;
        await desk.Process.Outbox.MarkAsync(
            [.. claimed.Select(
                (letter, i) => new LetterMark(
                    letter, new LetterResult(LetterStatus.Pending, null, TimeSpan.FromMinutes(9 - i))))],
            CancellationToken.None);
        desk.Process.Time.Advance(TimeSpan.FromMinutes(10));

        var again = await desk.Process.Outbox.ClaimAsync(2, CancellationToken.None);

        again.Select(letter => letter.Id).ShouldBe([claimed[2].Id, claimed[1].Id], ignoreOrder: true);
    }

    private static Task<int> RecoverAsync(CaseDesk desk) =>
        desk.Process.Outbox.RecoverAsync(sendingIsIdempotent: false, isAlone: false, CancellationToken.None);

    private static async Task<IReadOnlyList<LetterStatus>> StatusesAsync(CaseDesk desk) =>
        [.. (await desk.Process.Overview.LettersAsync("a", CancellationToken.None)).Select(line => line.Status)];

    private static async Task<CaseDesk> WithLettersAsync(TestDatabase database, int count)
    {
        var desk = await CaseDesk.OpenAsync(database);
        await desk.ActAsync("write letters", async session =>
        {
            for (var number = 1; number <= count; number++)
                await session.AddLetterAsync(CaseActivities.Letter("a", number), CancellationToken.None);
            return "written";
        });
        return desk;
    }
}
