using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Activities;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Messaging;
using Workflow.Messaging.Smtp;
using Workflow.Runtime;

namespace Workflow.Bench;

/// <summary>
/// One consultation of 500 parties through the product's own lifecycle: the letters are rendered with a link and a reply address
/// each, then sent by SMTP to the sink, one recipient in ten refused, and the refusals brought into the ledger. Beside it a
/// consultation of 50, so that what grows with the parties can be seen.
/// </summary>
internal static class HearingBench
{
    private const string Sender = "flow@bench.invalid";

    private static readonly Actor Clerk = new("clerk", "Kim Eng");

    public static async Task RunAsync(BenchOutput output)
    {
        await output.HeadingAsync(
            "A consultation asked for at once: links, reply addresses, SMTP to a sink, refusals into the ledger")
                .ConfigureAwait(false);
        var rows = new List<string[]>();
        await using var sink = await SinkProcess.StartAsync().ConfigureAwait(false);
        await using var database = await BenchDatabase.PostgresAsync().ConfigureAwait(false);
        await MeasureAsync(database, sink, 50).ConfigureAwait(false);
        foreach (var parties in new[] { 50, 500 })
            rows.Add(await MeasureAsync(database, sink, parties).ConfigureAwait(false));
        await output.TableAsync(
            ["parties", "ask s", "send s", "peak heap MB asking", "peak heap MB sending", "sent / refused / other"],
            rows).ConfigureAwait(false);
    }

    private static async Task<string[]> MeasureAsync(BenchDatabase cluster, SinkProcess server, int parties)
    {
        await using var database = await cluster.AnotherAsync().ConfigureAwait(false);
        var body = new Body
        {
            Id = "council",
            Name = "Distriktsråd Øst",
            Kind = "professional",
            ItemConsultation = new ItemConsultationRule(
                [.. Enumerable.Range(1, parties)
                    .Select(number => new ConsultedParty($"p{number}", $"Part nr. {number}", $"p{number}@parter.invalid"))],
                20, "Hvad mener I om planen?"),
        };
        var letters = new LetterWriter(new LetterOptions { PublicUrl = "https://flow.bench.invalid", ReplyAddress = Sender });
        var rules = new ForumRules(new BodyRegister([body]), new PeopleRegister([]), letters);
        var services = await database.OpenAsync(ForumActivitiesSetup.Catalogue(rules),
            [.. new ForumFiles(null, null, null).Definitions().Values]).ConfigureAwait(false);
        var (runtime, deliverer) = (services.GetRequiredService<ForumRuntime>(), services.GetRequiredService<SignalDeliverer>());
        await SubmitAsync(new ItemDesk(runtime, rules)).ConfigureAwait(false);
        var asked = await MailBench.MeasuredAsync(() => deliverer.DeliverPendingAsync(CancellationToken.None))
            .ConfigureAwait(false);
        var smtp = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, Verp = true };
        var options =
            new MessagingOptions { Smtp = smtp, MailFolder = "unused", PublicationRoot = "unused", SenderAddress = Sender };
        using var transport = new SmtpMailTransport(options, smtp);
        var drain = new OutboxDrain(
            services.GetRequiredService<OutboxStore>(), runtime, transport, TimeProvider.System, NullLogger<OutboxDrain>.Instance,
            new ConsultationWatch(runtime, rules));
        var sent = await MailBench.MeasuredAsync(() => drain.DrainAsync(CancellationToken.None)).ConfigureAwait(false);
        return
        [
            BenchOutput.Say(parties), BenchOutput.Say(asked.Seconds, "0.00"), BenchOutput.Say(sent.Seconds, "0.00"),
            BenchOutput.Say(asked.PeakMegabytes, "0.0"), BenchOutput.Say(sent.PeakMegabytes, "0.0"),
            await MailBench.OutcomeAsync(database).ConfigureAwait(false),
        ];
    }

    private static async Task SubmitAsync(ItemDesk desk)
    {
        var draft = new DraftItem("lamps", "council", "Lamper i parken")
        {
            Access = Access.Open,
            CaseNumber = "26-114",
            Sections =
            [
                new ItemSection(SectionKind.Statement, null,
                    [new TextBlock(string.Concat(Enumerable.Repeat("Parken er mørk om aftenen. ", 40)))]),
                new ItemSection(
                    SectionKind.Economy, null, [new TextBlock("Sagen har ingen udgifter, der kræver særskilt stillingtagen.")]),
            ],
            Recommendation = [new TextBlock("Det indstilles, at rådet tager planen til efterretning.")],
        };
        foreach (var refusal in new[]
        {
            (await desk.DraftAsync(draft, Clerk, "draft", CancellationToken.None).ConfigureAwait(false)).Refusal,
            (await desk.SubmitAsync(
                new SubmitItem("lamps"), Clerk, "submit", CancellationToken.None).ConfigureAwait(false)).Refusal,
        })
        {
            if (refusal is not null)
                throw new InvalidOperationException(refusal.Text);
        }
    }
}
