using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.IntegrationTests.Runtime;
using Workflow.Messaging.Smtp;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>
/// The process dies at each point of sending, with a server that remembers what it took. Nothing is lost and nothing goes
/// twice by itself: what the server may have taken without our having written it down is unknown, and a person decides.
/// </summary>
public sealed class SendingCrashTests(TestDatabases databases)
{
    private const int Letters = 25;

    public static TheoryData<DatabaseKind, string, bool> Commits { get; } = new(
        from kind in Enum.GetValues<DatabaseKind>()
        from point in new[] { ("claim letters", true), ("claim letters", false), ("mark letters", true), ("mark letters", false) }
        select (kind, point.Item1, point.Item2));

    [Theory, MemberData(nameof(Commits))]
    public async Task Death_AtACommit_LosesNothingAndSendsNothingTwice(DatabaseKind kind, string what, bool before)
    {
        await using var server = new SmtpServer(new SmtpScript());
        await using var database = await databases.CreateAsync(kind);

        // One connection writes what became of a group when the group has gone: one result, of all letters.
        var time = await DieAsync(
            database, server, new DeathAt(what, before), transport => transport, smtp => smtp.Connections = 1);

        // Only a result that was lost leaves a doubt; before the claim and after the result there is none.
        var (took, sent) = (what, before) switch
        {
            ("claim letters", true) => (0, Letters),
            ("claim letters", false) => (0, 0),
            ("mark letters", true) => (Letters, 0),
            _ => (Letters, Letters),
        };
        server.Accepted.Count.ShouldBe(took);
        var statuses = await GoOnAsync(database, server, time);
        SentOf(statuses).ShouldBe(sent);
        statuses.Count(status => status == LetterStatus.Unknown).ShouldBe(Letters - sent);
        server.Accepted.Count.ShouldBe(Math.Max(took, sent));
    }

    /// <summary>Several connections write their results in groups as they come: what one group's commit holds stays.</summary>
    [Theory, EachDatabase]
    public async Task Death_AfterTheFirstOfSeveralResults_LeavesJustTheOthersUnknown(DatabaseKind kind)
    {
        await using var server = new SmtpServer(new SmtpScript());
        await using var database = await databases.CreateAsync(kind);

        var time = await DieAsync(database, server, new DeathAt("mark letters", before: false), transport => transport);

        IReadOnlyList<LetterStatus> atDeath;
        await using (var looking = await CaseDesk.OpenAsync(database, time: time))
            atDeath = await StatusesAsync(looking);
        SentOf(atDeath).ShouldBeGreaterThan(0);
        var took = server.Accepted.Count;
        var statuses = await GoOnAsync(database, server, time);
        SentOf(statuses).ShouldBe(SentOf(atDeath));
        statuses.Count(status => status == LetterStatus.Unknown).ShouldBe(Letters - SentOf(atDeath));
        server.Accepted.Count.ShouldBe(took);
    }

    [Theory, EachDatabase]
    public async Task Death_AfterTheServerTookALetter_LeavesItUnknownUntilAPersonSendsItAgain(DatabaseKind kind)
    {
        await using var server = new SmtpServer(new SmtpScript());
        await using var database = await databases.CreateAsync(kind);

        var time = await DieAsync(database, server, probe: null, transport => new DeadlyTransport(transport, dieAfter: 7));

        var statuses = await GoOnAsync(database, server, time);
        statuses.ShouldContain(LetterStatus.Unknown);
        var took = server.Accepted.Count;
        await using var desk = await CaseDesk.OpenAsync(database, time: time);
        await ResendAllAsync(desk);
        await DrainAsync(desk, server);
        (await StatusesAsync(desk)).ShouldAllBe(status => status == LetterStatus.Sent);
        server.Accepted.Count.ShouldBe(took + statuses.Count(status => status == LetterStatus.Unknown));
        server.Accepted.Select(MessageId).Distinct().Count().ShouldBe(Letters);
    }

    [Theory, EachDatabase]
    public async Task Resend_OfALetterThatIsSentOrWaits_IsRefused(DatabaseKind kind)
    {
        await using var server = new SmtpServer(new SmtpScript());
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await WriteAsync(desk);
        var id = SmtpMailTransportTests.Letter(1).MessageId;

        (await ResendAsync(desk, id, "first")).Refusal!.Code.ShouldBe("letter-not-to-resend");
        await DrainAsync(desk, server);
        (await ResendAsync(desk, id, "second")).Refusal!.Code.ShouldBe("letter-not-to-resend");
        (await ResendAsync(desk, "<nobody@fjordby.invalid>", "third")).Refusal!.Code.ShouldBe("unknown-letter");
    }

    /// <summary>Greylisted after a person has sent it once more: that is its first try of the new round, not its ninth.</summary>
    [Theory, EachDatabase]
    public async Task Resend_OfALetterThatWasTriedInVain_GivesItAllItsTriesAnew(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var letter = SmtpMailTransportTests.Letter(1);
        (await desk.ActAsync("write letter", async session =>
        {
            await session.AddLetterAsync(letter, CancellationToken.None);
            return "written";
        })).IsAccepted.ShouldBeTrue();
        var greylisting = new MemoryTransport { Answer = _ => new DeliveryResult.Refused("450", Permanent: false) };
        (await TriesAsync(desk, greylisting)).ShouldBe(OutboxDrain.MaxAttempts);

        (await ResendAsync(desk, letter.MessageId, "again")).IsAccepted.ShouldBeTrue();
        await Drain(desk, greylisting).DrainAsync(CancellationToken.None);

        var line = (await desk.Process.Overview.LettersAsync(null, CancellationToken.None)).ShouldHaveSingleItem();
        (line.Status, line.Attempts).ShouldBe((LetterStatus.Pending, 1));
        desk.Process.Time.Advance(TimeSpan.FromHours(5));
        (await TriesAsync(desk, greylisting)).ShouldBe(OutboxDrain.MaxAttempts - 1);
        (await StatusesAsync(desk)).ShouldBe([LetterStatus.Refused]);
    }

    /// <returns>How often it is tried until it is given up.</returns>
    private static async Task<int> TriesAsync(CaseDesk desk, MemoryTransport transport)
    {
        var tries = 0;
        while ((await StatusesAsync(desk)).Contains(LetterStatus.Pending))
        {
            await Drain(desk, transport).DrainAsync(CancellationToken.None);
            tries++;
            desk.Process.Time.Advance(TimeSpan.FromHours(5));
        }

        return tries;
    }

    [Theory, EachDatabase]
    public async Task Server_ThatIsAwayForAWeek_CostsNoLetterAnAttempt(DatabaseKind kind)
    {
        var server = new SmtpServer(new SmtpScript());
        await server.DisposeAsync();
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await WriteAsync(desk);

        for (var hour = 0; hour < 20; hour++)
        {
            await DrainAsync(desk, server);
            desk.Process.Time.Advance(TimeSpan.FromHours(8));
        }

        (await desk.Process.Overview.LettersAsync(null, CancellationToken.None))
            .ShouldAllBe(
                line => line.Status == LetterStatus.Pending && line.Attempts == 0 && line.Reason!.Contains("ConnectionRefused"));
    }

    private static int SentOf(IReadOnlyList<LetterStatus> statuses) => statuses.Count(status => status == LetterStatus.Sent);

    private static async Task<FakeTimeProvider> DieAsync(
        TestDatabase database, SmtpServer server, ITransactionProbe? probe, Func<IMailTransport, IMailTransport> around,
        Action<SmtpOptions>? change = null)
    {
        var time = new FakeTimeProvider(RuntimeUnderTest.Start);
        await using (var writing = await CaseDesk.OpenAsync(database, time: time))
            await WriteAsync(writing);
        await using var dying = await CaseDesk.OpenAsync(database, probe: probe, time: time);
        using var transport = SmtpMailTransportTests.Transport(server, change);
        await Should.ThrowAsync<ProcessDeathException>(() => Drain(dying, around(transport)).DrainAsync(CancellationToken.None));
        return time;
    }

    /// <summary>Another process, after the dead one's claims have outlived their time. Sends what is certainly unsent.</summary>
    private static async Task<IReadOnlyList<LetterStatus>> GoOnAsync(
        TestDatabase database, SmtpServer server, FakeTimeProvider time)
    {
        time.Advance(TimeSpan.FromMinutes(6));
        await using var desk = await CaseDesk.OpenAsync(database, time: time);
        await DrainAsync(desk, server);
        server.Accepted.Select(MessageId).ShouldBeUnique();
        var lines = await desk.Process.Overview.LettersAsync(null, CancellationToken.None);
        lines.Count.ShouldBe(Letters);
        lines.ShouldAllBe(line => line.Status == LetterStatus.Sent || line.Status == LetterStatus.Unknown);
        var taken = server.Accepted.Select(MessageId).ToHashSet();
        lines.Where(line => line.Status == LetterStatus.Sent).ShouldAllBe(line => taken.Contains(line.Letter.MessageId));
        return [.. lines.Select(line => line.Status)];
    }

    private static async Task WriteAsync(CaseDesk desk)
    {
        var ruling = await desk.ActAsync("write letters", async session =>
        {
            for (var number = 1; number <= Letters; number++)
                await session.AddLetterAsync(SmtpMailTransportTests.Letter(number), CancellationToken.None);
            return "written";
        });
        ruling.IsAccepted.ShouldBeTrue();
    }

    private static async Task DrainAsync(CaseDesk desk, SmtpServer server)
    {
        using var transport = SmtpMailTransportTests.Transport(server);
        await Drain(desk, transport).DrainAsync(CancellationToken.None);
    }

    private static OutboxDrain Drain(CaseDesk desk, IMailTransport transport) =>
        new(desk.Process.Outbox, desk.Process.Runtime, transport, desk.Process.Time, NullLogger<OutboxDrain>.Instance);

    private static async Task ResendAllAsync(CaseDesk desk)
    {
        foreach (var line in await desk.Process.Overview.LettersAsync(null, CancellationToken.None))
        {
            if (line.Status == LetterStatus.Unknown)
                (await ResendAsync(desk, line.Letter.MessageId.Trim('<', '>'), line.Letter.MessageId)).IsAccepted.ShouldBeTrue();
        }

        (await desk.Process.Overview.TimelineAsync("m-1", CancellationToken.None)).ShouldContain(entry =>
            entry.Act == "letterResent" && entry.ActorId == CaseDesk.Person.Id);
    }

    private static Task<Forums.Ruling<Letter>> ResendAsync(CaseDesk desk, string messageId, string commandId) =>
        new LetterDesk(desk.Process.Runtime).ResendAsync(
            new ResendLetter(messageId), CaseDesk.Person, commandId, CancellationToken.None);

    private static async Task<IReadOnlyList<LetterStatus>> StatusesAsync(CaseDesk desk) =>
        [.. (await desk.Process.Overview.LettersAsync(null, CancellationToken.None)).Select(line => line.Status)];

    private static string MessageId(AcceptedMail mail) => mail.Text.Split("\r\n")
        .First(line => line.StartsWith("Message-I", StringComparison.OrdinalIgnoreCase))["Message-Id:".Length..].Trim();

    private sealed class DeathAt(string what, bool before) : ITransactionProbe
    {
        public void BeforeCommit(string transaction) => Die(transaction, isBefore: true);

        public void AfterCommit(string transaction) => Die(transaction, isBefore: false);

        private void Die(string transaction, bool isBefore)
        {
            if (transaction == what && isBefore == before)
                throw new InvalidOperationException("Killed.");
        }
    }

    /// <summary>The server has said yes; the process is gone before it can write that down.</summary>
    private sealed class DeadlyTransport(IMailTransport inner, int dieAfter) : IMailTransport
    {
        private int _sent;

        public bool IsIdempotent => inner.IsIdempotent;

        public int Connections => inner.Connections;

        public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
        {
            var result = await inner.SendAsync(letter, cancellationToken);
            return Interlocked.Increment(ref _sent) < dieAfter
                ? result
                : throw new ProcessDeathException(new InvalidOperationException("Killed."));
        }
    }
}
