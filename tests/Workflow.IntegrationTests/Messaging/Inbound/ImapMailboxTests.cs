using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging;
using Workflow.Messaging.Inbound;
using Workflow.Messaging.Smtp;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Inbound;

/// <summary>Against a real Dovecot.</summary>
public sealed class ImapMailboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_AreOfferedOldestFirstAsReceived_AndMovedToFoldersThatAreMade()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1, 2);

        var items = await mailbox.FetchAsync(10, Token);

        items.Select(Subject).ShouldBe(["answer 1", "answer 2"]);
        items.ShouldAllBe(item => item.IsWhole && item.Size == item.Content.Length);
        var mail = new MailReader(new InboundLimits()).Read(items[0]);
        (mail.Kind, mail.Text).ShouldBe((InboundKind.Answer, "Enig 1."));
        mail.ReplyTokens.ShouldBe(["abcdefghijklmnopqrstuvwxyz"]);
        await mailbox.SettleAsync(items[0].Uid, MailboxFolder.Processed, Token);
        await mailbox.SettleAsync(items[1].Uid, MailboxFolder.Held, Token);
        (await mailbox.FetchAsync(10, Token)).ShouldBeEmpty();
        (await SubjectsAsync(server, "Processed")).ShouldBe(["answer 1"]);
        (await SubjectsAsync(server, "Held")).ShouldBe(["answer 2"]);
    }

    [Fact]
    public async Task Fetch_MarksNothingAsRead()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1);

        await mailbox.FetchAsync(10, Token);

        using var client = await ClientAsync(server);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Token);
        (await client.Inbox.FetchAsync(
            0, -1, MessageSummaryItems.Flags, Token)).ShouldHaveSingleItem().Flags.ShouldNotBe(MessageFlags.Seen);
    }

    [Fact]
    public async Task UnsettledMail_IsOfferedAgain_AfterThoseThatAreNew()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1);
        await mailbox.FetchAsync(1, Token);
        await DeliverAsync(server, 2);

        (await mailbox.FetchAsync(1, Token)).Select(Subject).ShouldBe(["answer 2"]);
        (await mailbox.FetchAsync(5, Token)).Select(Subject).ShouldBe(["answer 1", "answer 2"]);
        using var another = Mailbox(server);
        (await another.FetchAsync(1, Token)).Select(Subject).ShouldBe(["answer 1"]);
    }

    [Fact]
    public async Task MailAboveTheLimit_IsNotFetchedButForItsHeaders()
    {
        await using var server = await DovecotServer.StartAsync();
        var limits = new InboundLimits { Bytes = 100_000 };
        using var mailbox = new ImapMailbox(server.Options(), limits, TimeProvider.System);
        await server.DeliverAsync("flow@forum.example", Mail(1, new string('x', 200_000)));

        var item = (await mailbox.FetchAsync(10, Token)).ShouldHaveSingleItem();

        item.IsWhole.ShouldBeFalse();
        item.Size.ShouldBeGreaterThan(200_000);
        item.Content.Length.ShouldBeLessThan(5_000);
        new MailReader(limits).Read(item).Problems.ShouldBe([InboundProblem.TooLarge]);
        await mailbox.SettleAsync(item.Uid, MailboxFolder.Held, Token);
        (await SubjectsAsync(server, "Held")).ShouldBe(["answer 1"]);
    }

    [Fact]
    public async Task Wait_EndsWithinTwoSecondsOfAMail_AndAtOnceForOneThatCameBefore()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1);
        await mailbox.FetchAsync(10, Token);
        var waiting = mailbox.WaitAsync(Token);
        await Task.Delay(1000, Token);
        waiting.IsCompleted.ShouldBeFalse("What was offered and not settled is no news.");

        var since = Stopwatch.StartNew();
        await DeliverAsync(server, 2);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));

        since.Restart();
        await mailbox.WaitAsync(Token);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Server_ThatWasStopped_IsFoundAgain()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1);
        var item = (await mailbox.FetchAsync(10, Token)).ShouldHaveSingleItem();
        var waiting = mailbox.WaitAsync(Token);

        await server.StopAsync();
        var told = (await Should.ThrowAsync<MailboxUnreachableException>(() => mailbox.FetchAsync(10, Token))).Message;
        told.ShouldContain("Mailbox:Host");
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await server.RestartAsync();

        await mailbox.SettleAsync(item.Uid, MailboxFolder.Processed, Token);
        (await SubjectsAsync(server, "Processed")).ShouldBe(["answer 1"]);
        await DeliverAsync(server, 2);
        await mailbox.WaitAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
        (await mailbox.FetchAsync(10, Token)).Select(Subject).ShouldBe(["answer 2"]);
    }

    [Fact]
    public async Task TwoHosts_SettleTheSameMail_WithoutHarm()
    {
        await using var server = await DovecotServer.StartAsync();
        using var first = Mailbox(server);
        using var second = Mailbox(server);
        await DeliverAsync(server, [.. Enumerable.Range(1, 10)]);
        var (ours, theirs) = (await first.FetchAsync(20, Token), await second.FetchAsync(20, Token));
        ours.Select(item => Convert.ToHexString(item.Content.Span))
            .ShouldBe(theirs.Select(item => Convert.ToHexString(item.Content.Span)));

        await Task.WhenAll(
            Parallel.ForEachAsync(
                ours, Token, async (item, token) => await first.SettleAsync(item.Uid, MailboxFolder.Processed, token)),
            Parallel.ForEachAsync(
                theirs, Token, async (item, token) => await second.SettleAsync(item.Uid, MailboxFolder.Processed, token)));

        // Of two moves at the same moment Dovecot may do both: a second copy lies where nobody reads, and none is lost.
        (await SubjectsAsync(server, "Processed")).Distinct().Order().ShouldBe(ours.Select(Subject).Order());
        (await first.FetchAsync(20, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Uid_OfAnotherValidity_MovesNothing()
    {
        await using var server = await DovecotServer.StartAsync();
        using var mailbox = Mailbox(server);
        await DeliverAsync(server, 1);
        var item = (await mailbox.FetchAsync(10, Token)).ShouldHaveSingleItem();
        var (validity, number) = (item.Uid.Split('/')[0], item.Uid.Split('/')[1]);

        foreach (var uid in new[] { $"{validity}9/{number}", $"9/{number}", "x", "", $"{validity}/0" })
            await mailbox.SettleAsync(uid, MailboxFolder.Processed, Token);

        (await mailbox.FetchAsync(10, Token)).ShouldHaveSingleItem().Uid.ShouldBe(item.Uid);
    }

    [Fact]
    public async Task Folder_MadeAnew_IsReadFromItsFirstMail()
    {
        await using var server = await DovecotServer.StartAsync();
        var options = server.Options();
        options.Folder = "Answers";
        await RemakeAsync(server, "Answers", deleteFirst: false);
        using var mailbox = new ImapMailbox(options, new InboundLimits(), TimeProvider.System);
        await AppendAsync(server, "Answers", 1);
        var before = (await mailbox.FetchAsync(10, Token)).ShouldHaveSingleItem();

        await RemakeAsync(server, "Answers", deleteFirst: true);
        await AppendAsync(server, "Answers", 2);
        await server.RestartAsync();

        await Should.NotThrowAsync(() => mailbox.SettleAsync(before.Uid, MailboxFolder.Processed, Token));
        (await mailbox.FetchAsync(10, Token)).Select(Subject).ShouldBe(["answer 2"]);
    }

    [Theory]
    [InlineData("certificate", "CertificateSha256")]
    [InlineData("password", "Mailbox:Password")]
    [InlineData("folder", "Mailbox:Folder")]
    [InlineData("port", "Mailbox:Port")]
    public async Task WrongSetting_IsNamed(string what, string setting)
    {
        await using var server = await DovecotServer.StartAsync();
        var options = server.Options();
        if (what == "certificate")
            options.CertificateSha256 = null;
        else if (what == "password")
            options.Password = "wrong";
        else if (what == "folder")
            options.Folder = "Nowhere";
        else
            options.Port = 1;
        using var mailbox = new ImapMailbox(options, new InboundLimits(), TimeProvider.System);

        var why = await mailbox.WhyUnreachableAsync(Token);

        why.ShouldNotBeNull().ShouldContain(setting);
        why.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task StartTls_IsUsed_AndNoPasswordGoesInTheClear()
    {
        await using var server = await DovecotServer.StartAsync();
        var options = server.Options();
        (options.Port, options.Security) = (server.ImapPort, MailSecurity.StartTls);
        using var encrypted = new ImapMailbox(options, new InboundLimits(), TimeProvider.System);
        (await encrypted.WhyUnreachableAsync(Token)).ShouldBeNull();

        options.Security = MailSecurity.Tls;
        using var clear = new ImapMailbox(options, new InboundLimits(), TimeProvider.System);
        (await clear.WhyUnreachableAsync(Token)).ShouldNotBeNull();
        (options.Host, options.Security) = ("mail.forum.example", MailSecurity.None);
        new MessagingOptions
        {
            MailFolder = "m",
            PublicationRoot = "p",
            Inbound = new() { Kind = MailboxKind.Imap, Imap = options }
        }
            .Mistakes().ShouldHaveSingleItem().ShouldContain("in the clear");
    }

    internal static byte[] Mail(int number, string? text = null) => Encoding.UTF8.GetBytes(
        $"From: =?utf-8?Q?=C3=85se?= <aase@fjordby.example>\r\nTo: flow+rabcdefghijklmnopqrstuvwxyz@forum.example\r\n"
        + $"Subject: answer {number}\r\nMessage-ID: <answer-{number}@fjordby.example>\r\nMIME-Version: 1.0\r\n"
        + $"Content-Type: text/plain; charset=utf-8\r\n\r\n{text ?? $"Enig {number}."}\r\n");

    private static ImapMailbox Mailbox(DovecotServer server) => new(server.Options(), new InboundLimits(), TimeProvider.System);

    private static string Subject(MailboxItem item) => new MailReader(new InboundLimits()).Read(item).Subject;

    private static async Task DeliverAsync(DovecotServer server, params int[] numbers)
    {
        foreach (var number in numbers)
            await server.DeliverAsync("flow+rabcdefghijklmnopqrstuvwxyz@forum.example", Mail(number));
    }

    private static async Task<ImapClient> ClientAsync(DovecotServer server)
    {
        var client = new ImapClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
            certificate!.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateSha256;
        await client.ConnectAsync("127.0.0.1", server.ImapsPort, SecureSocketOptions.SslOnConnect, Token);
        await client.AuthenticateAsync("flow", "pw", Token);
        return client;
    }

    private static async Task<IReadOnlyList<string>> SubjectsAsync(DovecotServer server, string name)
    {
        using var client = await ClientAsync(server);
        var folder = await client.GetFolderAsync(name, Token);
        await folder.OpenAsync(FolderAccess.ReadOnly, Token);
        var found = await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope, Token);
        return [.. found.Select(summary => summary.Envelope!.Subject!)];
    }

    private static async Task RemakeAsync(DovecotServer server, string name, bool deleteFirst)
    {
        using var client = await ClientAsync(server);
        if (deleteFirst)
            await (await client.GetFolderAsync(name, Token)).DeleteAsync(Token);
        await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(name, true, Token);
    }

    private static async Task AppendAsync(DovecotServer server, string name, int number)
    {
        using var client = await ClientAsync(server);
        using var mail = MimeKit.MimeMessage.Load(new MemoryStream(Mail(number)), Token);
        await (await client.GetFolderAsync(name, Token)).AppendAsync(mail, cancellationToken: Token);
    }
}
