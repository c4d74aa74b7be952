using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Mail;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Messaging.Smtp;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>
/// A process that sends by SMTP is killed (SIGKILL, a process of its own) between every pair of its steps. The next one sends
/// nothing that may have left: it is unknown, and goes once more only where a person says so.
/// </summary>
public sealed class SendingKillTests(TestDatabases databases)
{
    private const string Child = "WORKFLOW_TEST_SENDER";
    private const int KilledBySignal9 = 128 + 9;
    private const int Letters = 3;

    private const string Claimed = "the letters are claimed";
    private const string Recipient = "the server hears the first recipient";
    private const string Data = "the server hears that the first text begins";
    private const string Taken = "the server has taken the second letter, and nobody heard it say so";
    private const string Marking = "the results are written, nothing is committed";
    private const string Marked = "they are committed";

    private Process? _child;

    /// <summary>Where it dies, and how many letters the server has taken by then.</summary>
    public static TheoryData<DatabaseKind, string, int> Points { get; } = new(
        from kind in Enum.GetValues<DatabaseKind>()
        from point in new[] { (Claimed, 0), (Recipient, 0), (Data, 0), (Taken, 2), (Marking, Letters), (Marked, Letters) }
        select (kind, point.Item1, point.Item2));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Points))]
    public async Task KilledAtEachStep_WhatMayHaveLeftIsUnknown_AndNothingGoesTwiceByItself(
        DatabaseKind kind, string point, int taken)
    {
        await using var server = new SmtpServer(Killing(point));
        await using var database = await databases.CreateAsync(kind);
        var time = new FakeTimeProvider(RuntimeUnderTest.Start);
        await using (var writing = await CaseDesk.OpenAsync(database, time: time))
            await WriteAsync(writing);

        (await SendInAProcessAsync(database, server, point)).ShouldBe(KilledBySignal9);

        server.Accepted.Count.ShouldBe(taken);
        server.Script = new SmtpScript();
        // A claim that nobody settled is taken back after its time.
        time.Advance(TimeSpan.FromMinutes(6));
        await using var next = await CaseDesk.OpenAsync(database, time: time);
        await DrainAsync(next, server.Port);
        var expected = point == Marked ? LetterStatus.Sent : LetterStatus.Unknown;
        (await LinesAsync(next)).Select(line => line.Status).ShouldBe(Enumerable.Repeat(expected, Letters));
        server.Accepted.Count.ShouldBe(taken);

        await ResendUnknownAsync(next);
        await DrainAsync(next, server.Port);
        (await LinesAsync(next)).ShouldAllBe(line => line.Status == LetterStatus.Sent);
        server.Accepted.Count.ShouldBe(point == Marked ? taken : taken + Letters);
    }

    /// <summary>
    /// No test: the process that is killed. It runs by itself only where <see cref="Child"/> says where to die.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Sender()
    {
        var order = Environment.GetEnvironmentVariable(Child).ShouldNotBeNull().Split('|');
        await using var database = new TestDatabase(Enum.Parse<DatabaseKind>(order[0]), order[1], () => Task.CompletedTask);
        await using var desk = await CaseDesk.OpenAsync(
            database, probe: new Death(order[3]), time: new FakeTimeProvider(RuntimeUnderTest.Start));
        await DrainAsync(desk, int.Parse(order[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The server kills its client where only it knows how far that one is.</summary>
    private SmtpScript Killing(string point)
    {
        var texts = 0;
        return new SmtpScript
        {
            OnCommand = line => KillIf(
                (point == Recipient && line.StartsWith("RCPT", StringComparison.Ordinal)) || (point == Data && line == "DATA")),
            OnText = _ =>
            {
                KillIf(point == Taken && ++texts == 2);
                return "250 2.0.0 Ok: queued as 4B7D";
            },
        };
    }

    private void KillIf(bool isThere)
    {
        if (!isThere || _child is not { } child)
            return;
        child.Kill();
        child.WaitForExit();
    }

    private async Task<int> SendInAProcessAsync(TestDatabase database, SmtpServer server, string point)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(SendingKillTests).Assembly.Location, "-explicit", "only", "-method",
            $"{typeof(SendingKillTests).FullName}.{nameof(Sender)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Child] = $"{database.Kind}|{database.ConnectionString}|{server.Port}|{point}";
        using var process = Process.Start(start)!;
        _child = process;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Concat(await said));
        return process.ExitCode;
    }

    /// <summary>One connection: the letters leave in their order, and the results are written when all have left.</summary>
    private static async Task DrainAsync(CaseDesk desk, int port)
    {
        using var transport = SmtpMailTransportTests.Transport(port, smtp => smtp.Connections = 1);
        await new OutboxDrain(
            desk.Process.Outbox, desk.Process.Runtime, transport, desk.Process.Time, NullLogger<OutboxDrain>.Instance)
            .DrainAsync(CancellationToken.None);
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

    private static async Task ResendUnknownAsync(CaseDesk desk)
    {
        foreach (var line in (await LinesAsync(desk)).Where(line => line.Status == LetterStatus.Unknown))
            (await new LetterDesk(desk.Process.Runtime).ResendAsync(
                new ResendLetter(line.Letter.MessageId), CaseDesk.Person, line.Letter.MessageId, Token))
                .IsAccepted.ShouldBeTrue();
    }

    private static Task<IReadOnlyList<LetterLine>> LinesAsync(CaseDesk desk) =>
        desk.Process.Overview.LettersAsync(null, Token);

    private sealed class Death(string point) : ITransactionProbe
    {
        public void BeforeCommit(string what) => DieIf(point == Marking && what == "mark letters");

        public void AfterCommit(string what) => DieIf(
            (point == Claimed && what == "claim letters") || (point == Marked && what == "mark letters"));

        private static void DieIf(bool isThere)
        {
            if (!isThere)
                return;
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
