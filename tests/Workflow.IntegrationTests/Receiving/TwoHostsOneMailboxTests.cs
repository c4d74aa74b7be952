using System.Globalization;
using System.Text;
using System.Text.Json;
using Shouldly;
using Workflow.IntegrationTests.Host;
using Workflow.IntegrationTests.Links;
using Workflow.IntegrationTests.Messaging.Inbound;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.IntegrationTests.Receiving;

/// <summary>
/// Two serving programs read one mailbox while mail comes in, and one of them is killed in the middle: each mail is filed once
/// and
/// acknowledged once.
/// </summary>
public sealed class TwoHostsOneMailboxTests
{
    private const int Consultations = 3;
    private const int PerParty = 6;
    private const int Mails = Consultations * 2 * PerParty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folder_ReadByTwoPrograms_FilesEachMailOnce()
    {
        await using var hosts = await PostgresHosts.CreateAsync();
        var inbox = Directory.CreateDirectory(Path.Combine(hosts.Folder.Root, "data", "inbox")).FullName;

        await TwoReadAsync(hosts, async (name, bytes) =>
        {
            // Under another name first, as whoever delivers into a folder does.
            await File.WriteAllBytesAsync(Path.Combine(inbox, name), bytes, Token);
            File.Move(Path.Combine(inbox, name), Path.Combine(inbox, name + ".eml"));
        });

        await HostFleet.UntilAsync("empty inbox", () => Task.FromResult(Directory.GetFiles(inbox, "*.eml").Length == 0), Token);
        Directory.GetFiles(Path.Combine(inbox, "processed")).Length.ShouldBe(Mails);
    }

    [Fact]
    public async Task Imap_ReadByTwoPrograms_FilesEachMailOnce()
    {
        await using var dovecot = await DovecotServer.StartAsync();
        await using var hosts = await PostgresHosts.CreateAsync();
        var options = dovecot.Options();
        hosts.MoreSettings["Workflow__Mailbox__Host"] = options.Host;
        hosts.MoreSettings["Workflow__Mailbox__Port"] = options.Port.ToString(CultureInfo.InvariantCulture);
        hosts.MoreSettings["Workflow__Mailbox__User"] = options.User;
        hosts.MoreSettings["Workflow__Mailbox__Password"] = options.Password;
        hosts.MoreSettings["Workflow__Mailbox__CertificateSha256"] = options.CertificateSha256!;

        await TwoReadAsync(hosts, (_, bytes) => dovecot.DeliverAsync("flow@forum.example", bytes));

        using var mailbox = new ImapMailbox(options, new InboundLimits(), TimeProvider.System);
        await HostFleet.UntilAsync("empty inbox", async () => (await mailbox.FetchAsync(Mails, Token)).Count == 0, Token);
    }

    private static async Task TwoReadAsync(PostgresHosts hosts, Func<string, byte[], Task> deliver)
    {
        await File.WriteAllTextAsync(
            Path.Combine(hosts.Folder.Root, "workflows", "bodies", "council.json"), LinkServer.Body, Token);
        hosts.MoreSettings["Workflow__Mail__ReplyAddress"] = "flow@forum.example";
        var (dying, other) = (await hosts.StartAsync(Token), await hosts.StartAsync(Token));
        var asked = new List<string>();
        for (var item = 1; item <= Consultations; item++)
            asked.Add(await LinkServer.AskAsync(other, $"item.skovby.{item}", $"Bench {item}"));
        var addresses = await ReplyAddressesAsync(other, asked);

        for (var number = 0; number < Mails; number++)
        {
            if (number == Mails / 3)
                await FiledAsync(other, asked, atLeast: 1);
            if (number == Mails / 2)
                await dying.DisposeAsync();
            var mail = InboundMails.Plain(
                $"p{number}@skovby.invalid", addresses[number % addresses.Count], $"Answer {number}.", $"a{number}");
            await deliver($"mail-{number}", Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
        }

        await hosts.StartAsync(Token);
        await FiledAsync(other, asked, Mails);
        await EachOnceAsync(other, asked);
    }

    private static async Task<IReadOnlyList<string>> ReplyAddressesAsync(ServeProcess host, IReadOnlyList<string> asked)
    {
        var addresses = new List<string>();
        foreach (var consultation in asked)
        {
            var letters = await host.UntilAsync(
                $"/api/letters?about={consultation}", found => found.GetArrayLength() >= 2, Token);
            addresses.AddRange(
                letters.EnumerateArray().Select(line => line.GetProperty("letter").GetProperty("replyTo").GetString()!));
        }

        return addresses;
    }

    private static Task FiledAsync(ServeProcess host, IReadOnlyList<string> asked, int atLeast) => HostFleet.UntilAsync(
        $"{atLeast} mails filed", async () => (await MailsAsync(host, asked)).Count >= atLeast, Token);

    private static async Task<IReadOnlyList<JsonElement>> MailsAsync(ServeProcess host, IReadOnlyList<string> asked)
    {
        var mails = new List<JsonElement>();
        foreach (var consultation in asked)
            mails.AddRange((await host.GetAsync($"/api/inbound/about/{consultation}", Token)).EnumerateArray());
        return mails;
    }

    private static async Task EachOnceAsync(ServeProcess host, IReadOnlyList<string> asked)
    {
        var mails = await MailsAsync(host, asked);
        mails.Count.ShouldBe(Mails);
        mails.ShouldAllBe(mail => mail.GetProperty("state").GetString() == "filed");
        (await host.GetAsync("/api/inbound", Token)).GetArrayLength().ShouldBe(0);
        var (answers, receipts) = (new List<string>(), new List<string>());
        foreach (var consultation in asked)
        {
            var ledger = await host.GetAsync($"/api/consultations/{consultation}", Token);
            answers.AddRange(Answers(ledger));
            var letters = await host.GetAsync($"/api/letters?about={consultation}", Token);
            receipts.AddRange(letters.EnumerateArray().Select(line => line.GetProperty("letter"))
                .Where(letter => letter.GetProperty("kind").GetString() == "receipt")
                .Select(letter => letter.GetProperty("toAddress").GetString()!));
        }

        answers.ShouldBe(Enumerable.Range(0, Mails).Select(number => $"Answer {number}."), ignoreOrder: true);
        receipts.ShouldBe(Enumerable.Range(0, Mails).Select(number => $"p{number}@skovby.invalid"), ignoreOrder: true);
    }

    private static IEnumerable<string> Answers(JsonElement ledger) =>
        from party in ledger.GetProperty("consultation").GetProperty("parties").EnumerateArray()
        from response in party.GetProperty("responses").EnumerateArray()
        select response.GetProperty("text").GetString()!;
}
