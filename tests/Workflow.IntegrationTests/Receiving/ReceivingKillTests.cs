using System.Diagnostics;
using Shouldly;
using Workflow.Activities.Inbound;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Messaging;
using Workflow.Messaging.Folder;
using Workflow.Messaging.Inbound;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Receiving;

/// <summary>
/// A process that reads the mailbox, files and acknowledges is killed (SIGKILL, a process of its own) between every pair of its
/// steps. The next one goes on: each mail is filed exactly once, nothing is lost, one receipt leaves.
/// </summary>
public sealed class ReceivingKillTests(TestDatabases databases) : IDisposable
{
    private const string Child = "WORKFLOW_TEST_RECEIVER";
    private const int KilledBySignal9 = 128 + 9;

    private static readonly DateOnly May = new(2026, 5, 19);
    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    private static readonly LetterOptions Letters = new() { ReplyAddress = "flow@forum.invalid" };

    private readonly string _folder = Directory.CreateTempSubdirectory("forum-receiving-").FullName;

    public static TheoryData<DatabaseKind, string> Points { get; } = new(
        from kind in Enum.GetValues<DatabaseKind>() from point in DeathPoint.All select (kind, point));

    [Theory, MemberData(nameof(Points))]
    public async Task KilledAtEachStep_EveryMailIsFiledOnce_AndOneReceiptLeaves(DatabaseKind kind, string point)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var world = await OverAsync(database);
        var consultation = await AskAsync(world);

        (await ReceiveInAProcessAsync(database, point)).ShouldBe(KilledBySignal9);
        // A claim that nobody settled is taken back after its time.
        world.Time.Advance(TimeSpan.FromMinutes(6));
        using var next = new DyingWorld(world, _folder, new DeathPoint(""));
        await next.ReceiveAndSendAsync();

        var users = (await world.ReadAsync(
            session => session.Consultations.GetAsync(consultation, Token))).Parties.ShouldHaveSingleItem();
        var answer = users.Responses.ShouldHaveSingleItem();
        answer.Text.ShouldBe("Flere lamper.");
        (await FileAsync(world, answer.Files.ShouldHaveSingleItem().Hash)).ShouldBe("Mål");
        var held = (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem();
        (await world.Inbound.BytesAsync(held.Id, Token)).ShouldNotBeNull()
            .ShouldBe(await File.ReadAllBytesAsync(Inbox("held", "stranger.eml"), Token));
        (await world.Inbound.AboutAsync(consultation, Token)).ShouldHaveSingleItem().State.ShouldBe(MailState.Filed);
        Directory.GetFiles(Inbox(), "*.eml").ShouldBeEmpty();
        File.Exists(Inbox("processed", "answer.eml")).ShouldBeTrue();
        await OneReceiptAndOneTaskAsync(world, consultation);
        var acts = (await world.TimelineAsync(consultation)).Select(entry => entry.Act).ToList();
        acts.Count(act => act == "mailFiled").ShouldBe(1);
    }

    /// <summary>
    /// No test: the process that is killed. It runs by itself only where <see cref="Child"/> says where to die.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Receiver()
    {
        var order = Environment.GetEnvironmentVariable(Child).ShouldNotBeNull().Split('|');
        var death = new DeathPoint(order[3]);
        await using var database = new TestDatabase(Enum.Parse<DatabaseKind>(order[0]), order[1], () => Task.CompletedTask);
        await using var world = await OverAsync(database, death);
        using var dying = new DyingWorld(world, order[2], death);
        await dying.ReceiveAndSendAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Inbox(params string[] below) => Path.Combine([_folder, "inbox", .. below]);

    private static Task<ItemWorld> OverAsync(TestDatabase database, ITransactionProbe? probe = null) => ItemWorld.OverAsync(
        database,
        body => body with { ItemConsultation = new ItemConsultationRule([Users], 10, "Hvad mener I?") }, Letters, probe);

    /// <summary>The notice has left, and an answer with a file and a stranger's mail lie in the inbox.</summary>
    private async Task<string> AskAsync(ItemWorld world)
    {
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        await world.SendAsync(new MemoryTransport());
        var consultation =
            (await world.ReadAsync(session => session.ConsultationsAboutAsync("lamps", Token))).ShouldHaveSingleItem();
        var notice = (await world.LettersAsync(consultation.Id)).Single(
            line => line.Letter.Kind == LetterKinds.HearingNotice).Letter;
        Directory.CreateDirectory(Inbox());
        Arrive("answer", InboundMails.WithFile(Users.Address!, notice.ReplyTo!, "Flere lamper.", "maal.txt", "Mål"), age: 2);
        Arrive("stranger", InboundMails.Plain("fremmed@forum.invalid", "flow@forum.invalid", "Jeg bor ved parken."), age: 1);
        return consultation.Id;
    }

    private void Arrive(string name, string mail, int age)
    {
        File.WriteAllText(Inbox(name + ".eml"), mail.ReplaceLineEndings("\r\n"));
        File.SetLastWriteTimeUtc(Inbox(name + ".eml"), RuntimeUnderTest.Start.UtcDateTime.AddMinutes(-age));
    }

    private async Task<int> ReceiveInAProcessAsync(TestDatabase database, string point)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(ReceivingKillTests).Assembly.Location, "-explicit", "only", "-method",
            $"{typeof(ReceivingKillTests).FullName}.{nameof(Receiver)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Child] = $"{database.Kind}|{database.ConnectionString}|{_folder}|{point}";
        // What it leaves lying about goes with this test's folder.
        start.Environment["TMPDIR"] = _folder;
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Concat(await said));
        return process.ExitCode;
    }

    private static Task<string> FileAsync(ItemWorld world, string hash) => world.ReadAsync(async session =>
        System.Text.Encoding.UTF8.GetString((await session.FileAsync(hash, Token)).ShouldNotBeNull().Content));

    private async Task OneReceiptAndOneTaskAsync(ItemWorld world, string consultation)
    {
        var receipt = (await world.LettersAsync(consultation)).Where(line => line.Letter.Kind == LetterKinds.Receipt)
            .ShouldHaveSingleItem();
        receipt.Status.ShouldBe(LetterStatus.Sent);
        Directory.GetFiles(Path.Combine(_folder, "mail"), "receipt*").Select(Path.GetFileName)
            .ShouldBe([FolderMailTransport.FileNameOf(receipt.Letter.MessageId)]);
        (await world.ReadAsync(session => session.OpenTasksAsync(InboundDesk.MailboxSubject, Token))).ShouldHaveSingleItem();
    }

    /// <summary>A process's mailbox, reader and transport, on one folder.</summary>
    private sealed class DyingWorld(ItemWorld world, string folder, DeathPoint death) : IDisposable
    {
        private readonly InboundDrain _drain = world.Drain(
            new DyingMailbox(new FolderMailbox(Path.Combine(folder, "inbox"), new InboundLimits(), world.Time), death),
            new DyingReader(ItemWorld.Reader, death));

        private readonly FolderMailTransport _transport = new(new MessagingOptions
        {
            MailFolder = Path.Combine(folder, "mail"),
            PublicationRoot = "never-made",
            SenderAddress = "flow@forum.invalid",
        });

        public async Task ReceiveAndSendAsync()
        {
            await _drain.DrainAsync(CancellationToken.None);
            await world.SendAsync(new DyingTransport(_transport, death));
        }

        public void Dispose() => _drain.Dispose();
    }
}
