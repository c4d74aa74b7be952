using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Npgsql;
using Workflow.Activities.Mail;
using Workflow.Documents.Letters;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Messaging;
using Workflow.Messaging.Smtp;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>
/// Letters of hearings to as many recipients through the outbox, claim and result rows included, beside the same letters by
/// MailKit alone to the same server. One recipient in ten is refused.
/// </summary>
internal static class MailBench
{
    private const int Connections = 4;
    private const int Parties = 500;
    private const int Many = 10_000;
    private const int Few = 2_000;
    private const string Sender = "sekretariat@bench.invalid";

    private static readonly string Text = string.Concat(
        Enumerable.Repeat("Distriktsrådet hører parterne om planen for stierne i området. ", 20));
    private static readonly string Html = string.Concat(
        Enumerable.Repeat("<p>Distriktsrådet hører parterne om planen for stierne i området.</p>\n", 30));

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync("Mail").ConfigureAwait(false);
        await output.LineAsync(
            $"Letters of {(Text.Length + Html.Length) / 1024.0:0.0} KB, {Connections} connections, one recipient in ten refused.\n").ConfigureAwait(false);
        var rows = new List<string[]>();
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        await using (var sink = await SinkProcess.StartAsync().ConfigureAwait(false))
        {
            await RawAsync(sink, 1_000).ConfigureAwait(false);
            await OutboxAsync(database, sink, 1_000).ConfigureAwait(false);
            await AgainstAsync(database, sink, rows, Few, Many).ConfigureAwait(false);
        }

        if (PostfixServer.IsHere)
        {
            await using var postfix = await PostfixServer.StartAsync().ConfigureAwait(false);
            await AgainstAsync(database, postfix, rows, Many).ConfigureAwait(false);
        }

        await output.TableAsync(
            ["server", "letters", "way", "s", "letters/s", "of raw", "our CPU ms", "peak heap MB", "sent / refused / other"],
            rows).ConfigureAwait(false);
        if (!PostfixServer.IsHere)
            await output.LineAsync("No Postfix here, or not root: not measured against one.").ConfigureAwait(false);
    }

    private static async Task AgainstAsync(BenchDatabase database, IMailServer server, List<string[]> rows, params int[] counts)
    {
        foreach (var count in counts)
        {
            var raw = await RawAsync(server, count).ConfigureAwait(false);
            var ours = await OutboxAsync(database, server, count).ConfigureAwait(false);
            rows.Add(Row(server, count, "MailKit alone", raw, raw));
            rows.Add(Row(server, count, "outbox", ours, raw));
        }
    }

    private static string[] Row(IMailServer server, int count, string way, Run run, Run raw) =>
    [
        server.Name, BenchOutput.Say(count), way, BenchOutput.Say(run.Seconds, "0.00"), BenchOutput.Say(count / run.Seconds),
        BenchOutput.Say(raw.Seconds / run.Seconds * 100) + " %", BenchOutput.Say(run.CpuSeconds * 1000 / count, "0.00"),
        BenchOutput.Say(run.PeakMegabytes, "0.0"), run.Outcome,
    ];

    private static async Task<Run> OutboxAsync(BenchDatabase cluster, IMailServer server, int count)
    {
        await using var database = await cluster.AnotherAsync().ConfigureAwait(false);
        var services = await database.OpenAsync(BenchActivities.All, BenchActivities.Json).ConfigureAwait(false);
        var runtime = services.GetRequiredService<ForumRuntime>();
        for (var number = 0; number < count; number += Parties)
            await QueueAsync(runtime, number, Math.Min(Parties, count - number)).ConfigureAwait(false);
        var smtp =
            new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, Connections = Connections };
        var options =
            new MessagingOptions { Smtp = smtp, MailFolder = "unused", PublicationRoot = "unused", SenderAddress = Sender };
        using var transport = new SmtpMailTransport(options, smtp);
        var drain = new OutboxDrain(
            services.GetRequiredService<OutboxStore>(), runtime, transport, TimeProvider.System,
            NullLogger<OutboxDrain>.Instance);
        var run = await MeasuredAsync(() => drain.DrainAsync(CancellationToken.None)).ConfigureAwait(false);
        return run with { Outcome = await OutcomeAsync(database).ConfigureAwait(false) };
    }

    private static async Task QueueAsync(ForumRuntime runtime, int first, int count)
    {
        var letters = Enumerable.Range(first + 1, count).Select(number => Letter(number, $"consultation.item.{first}")).ToList();
        await runtime.ExecuteAsync<bool>(
            new CommandEnvelope($"ask {first}", "ask", new Actor("clerk", "Clerk")),
            async (session, token) =>
            {
                session.Consultations.Add(Consultation($"consultation.item.{first}", letters));
                foreach (var letter in letters)
                    await session.AddLetterAsync(letter, token).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    internal static async Task<string> OutcomeAsync(BenchDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            """
            select count(*) filter (where status = 'Sent') || ' / ' || count(*) filter (where status = 'Refused') || ' / '
                || count(*) filter (where status not in ('Sent', 'Refused')) from letter_statuses
            """,
            connection);
        return (string)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
    }

    /// <summary>What MailKit does by itself: the same letters, the same refusals, nothing written down.</summary>
    private static async Task<Run> RawAsync(IMailServer server, int count)
    {
        var (number, sent, refused) = (0, 0, 0);
        var run = await MeasuredAsync(() => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", server.Port).ConfigureAwait(false);
            await client.ConnectAsync(socket, "127.0.0.1", server.Port, SecureSocketOptions.None).ConfigureAwait(false);
            while (Interlocked.Increment(ref number) is var next && next <= count)
            {
                using var message = Message(Letter(next, "raw"));
                try
                {
                    await client.SendAsync(message).ConfigureAwait(false);
                    Interlocked.Increment(ref sent);
                }
                catch (SmtpCommandException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })))).ConfigureAwait(false);
        return run with
        {
            Outcome = string.Create(
            CultureInfo.InvariantCulture, $"{sent} / {refused} / {count - sent - refused}")
        };
    }

    private static MimeMessage Message(Letter letter)
    {
        var message = new MimeMessage { Subject = letter.Subject, MessageId = letter.MessageId, Date = letter.DecidedAt };
        message.From.Add(new MailboxAddress("", Sender));
        message.To.Add(new MailboxAddress(letter.ToName, letter.ToAddress));
        message.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return message;
    }

    internal static async Task<Run> MeasuredAsync(Func<Task> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        using var done = new CancellationTokenSource();
        var peak = PeakAsync(done.Token);
        var (cpu, start) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work().ConfigureAwait(false);
        var wall = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        await done.CancelAsync().ConfigureAwait(false);
        return new Run(wall.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds, await peak.ConfigureAwait(false), "");
    }

    private static async Task<double> PeakAsync(CancellationToken done)
    {
        var peak = 0L;
        while (!done.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }

        return peak / 1048576.0;
    }

    private static Consultation Consultation(string id, IEnumerable<Letter> letters) => new()
    {
        Id = id,
        Kind = ConsultationKind.Proposal,
        BodyId = "council",
        AboutId = "item",
        Title = "Stier i området",
        Question = "Hvad mener I om planen?",
        DocumentHash = "0",
        OpensAt = DateTimeOffset.UnixEpoch,
        Deadline = DateTimeOffset.UnixEpoch.AddYears(99),
        SilenceRule = "Tavshed er ikke samtykke.",
        Parties = [.. letters.Select(letter => new ConsultationParty(letter.ToPersonId, letter.ToName, letter.ToAddress))],
    };

    private static Letter Letter(int number, string aboutId) => new()
    {
        MessageId = $"<hearingNotice-{number}.{aboutId}@bench.invalid>",
        Kind = LetterKinds.HearingNotice,
        AboutId = aboutId,
        ToPersonId = $"p{number}",
        ToName = $"Part nr. {number}",
        ToAddress = $"p{number}@parter.invalid",
        Subject = "Høring om stier i området",
        Text = Text,
        Html = Html,
        Version = "1",
        Reason = "Du er høringspart.",
        DecidedAt = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
    };

    internal sealed record Run(double Seconds, double CpuSeconds, double PeakMegabytes, string Outcome);
}
