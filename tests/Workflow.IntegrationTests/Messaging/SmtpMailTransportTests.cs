using MimeKit;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Messaging;
using Workflow.Messaging.Smtp;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>Against a mail server that speaks by a script: what each answer, and each silence, means for the letter.</summary>
public sealed class SmtpMailTransportTests
{
    internal static readonly MessagingOptions Options = new()
    {
        MailFolder = "never-made",
        PublicationRoot = "never-made",
        SenderAddress = "sekretariat@fjordby.invalid",
    };

    [Fact]
    public async Task Letters_TravelOverOneKeptConnection_AndTheReplyIsTheReference()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server);

        var first = (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Sent>();
        (await SendAsync(transport, 2)).ShouldBeOfType<DeliveryResult.Sent>();

        first.Reference.ShouldBe("2.0.0 Ok: queued as 4B7D");
        transport.IsIdempotent.ShouldBeFalse();
        server.Connections.ShouldBe(1);
        server.Accepted.Select(mail => (mail.Sender, mail.Recipient))
            .ShouldBe(
                [("sekretariat@fjordby.invalid", "p1@fjordby.invalid"), ("sekretariat@fjordby.invalid", "p2@fjordby.invalid")]);
    }

    [Fact]
    public async Task Mail_CarriesItsStoredMessageIdAndSaysThatItIsAutomatic()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server);

        await transport.SendAsync(
            Letter(1) with { AboutId = "consultation.item-7.1", Text = ".\n..to\n" }, CancellationToken.None);

        var mail = Read(server.Accepted.ShouldHaveSingleItem());
        $"<{mail.MessageId}>".ShouldBe(Letter(1).MessageId);
        mail.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        mail.Headers["X-Auto-Response-Suppress"].ShouldBe("DR, RN, NRN, AutoReply");
        mail.Headers[HeaderId.ListId].ShouldBe("<consultation.item-7.1.fjordby.invalid>");
        mail.TextBody!.ReplaceLineEndings("\n").ShouldBe(".\n..to\n");
        mail.To.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe("Åse Birkholt");
    }

    [Theory]
    [InlineData("550 5.1.1 No such user", true)]
    [InlineData("450 4.2.0 Greylisted", false)]
    [InlineData("452 4.5.3 Too many recipients", false)]
    public async Task Recipient_ThatIsRefused_StopsNobodyElse(string reply, bool permanent)
    {
        await using var server = new SmtpServer(
            new SmtpScript { OnRecipient = to => to.StartsWith("p2@", StringComparison.Ordinal) ? reply : "250 Ok" });
        using var transport = Transport(server);

        var results = new List<DeliveryResult>();
        for (var number = 1; number <= 3; number++)
            results.Add(await SendAsync(transport, number));

        results[0].ShouldBeOfType<DeliveryResult.Sent>();
        results[1].ShouldBeOfType<DeliveryResult.Refused>().ShouldSatisfyAllConditions(
            refused => refused.Permanent.ShouldBe(permanent), refused => refused.Reason.ShouldStartWith(reply[..3]));
        results[2].ShouldBeOfType<DeliveryResult.Sent>();
        server.Accepted.Select(mail => mail.Recipient).ShouldBe(["p1@fjordby.invalid", "p3@fjordby.invalid"]);
        server.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("554 5.7.1 Rejected as spam", true, false)]
    [InlineData("451 4.3.0 Try again later", false, false)]
    [InlineData("554 5.7.1 Rejected and good bye", true, true)]
    [InlineData("421 4.3.2 Shutting down", false, true)]
    public async Task Text_ThatIsRefused_IsNotSent(string reply, bool permanent, bool hangsUp)
    {
        await using var server = new SmtpServer(new SmtpScript { OnText = _ => reply, HangsUpAfterText = hangsUp });
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBe(permanent);
    }

    [Fact]
    public async Task Sender_ThatIsRefused_IsOurFaultAndNotTheRecipients()
    {
        await using var server = new SmtpServer(new SmtpScript { OnMail = _ => "550 5.7.1 Sender not allowed" });
        using var transport = Transport(server);

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SmtpScript.Silence)]
    public async Task Answer_ThatNeverComesAfterTheFinalDot_LeavesTheLetterUnknown(string? reply)
    {
        await using var server = new SmtpServer(new SmtpScript { OnText = _ => reply });
        using var transport = Transport(server, smtp => smtp.Timeout = TimeSpan.FromSeconds(1));

        (await SendAsync(transport, 1)).ShouldBeOfType<DeliveryResult.Unknown>();
    }

    [Fact]
    public async Task Sending_BrokenOffAfterTheFinalDot_LeavesTheLetterUnknown()
    {
        using var bound = new CancellationTokenSource();
        await using var server = new SmtpServer(new SmtpScript
        {
            OnText = _ =>
            {
                bound.CancelAfter(TimeSpan.FromMilliseconds(50));
                return SmtpScript.Silence;
            },
        });
        using var transport = Transport(server);

        (await transport.SendAsync(Letter(1), bound.Token)).ShouldBeOfType<DeliveryResult.Unknown>();
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("recipient")]
    [InlineData("data")]
    [InlineData("text")]
    public async Task Connection_LostBeforeTheFinalDot_MeansLater(string at)
    {
        await using var server = new SmtpServer(new SmtpScript
        {
            OnMail = _ => at == "mail" ? null : "250 Ok",
            OnRecipient = _ => at == "recipient" ? null : "250 Ok",
            OnData = at == "data" ? null : "354 Go",
            HangsUpAfter = at == "text" ? 20_000 : null,
        });
        using var transport = Transport(server);
        var letter = Letter(
            1) with
        { Html = string.Concat(Enumerable.Repeat("<p>Et langt bilag til dagsordenen.</p>\n", 400_000)) };

        var result = await transport.SendAsync(letter, CancellationToken.None);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeFalse();
        server.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connection_ThatTheServerClosedBetweenTwoLetters_IsReplacedAndTheLetterGoesOnce()
    {
        await using var server = new SmtpServer(new SmtpScript { HangsUpAfterText = true });
        using var transport = Transport(server);

        for (var number = 1; number <= 3; number++)
            (await SendAsync(transport, number)).ShouldBeOfType<DeliveryResult.Sent>();

        server.Accepted.Select(mail => mail.Recipient).ShouldBeUnique();
        server.Accepted.Count.ShouldBe(3);
        server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Connection_ThatWasIdleForLong_IsAskedBeforeItIsUsed()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server, smtp => smtp.IdleAfter = TimeSpan.Zero);

        await SendAsync(transport, 1);
        await SendAsync(transport, 2);

        server.Heard.Count(line => line == "NOOP").ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task ManyLettersAtOnce_OpenNoMoreConnectionsThanAllowed()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server, smtp => smtp.Connections = 3);

        var results = await Task.WhenAll(Enumerable.Range(1, 60).Select(number => Task.Run(() => SendAsync(transport, number))));

        results.ShouldAllBe(result => result is DeliveryResult.Sent);
        server.Accepted.Select(mail => mail.Recipient).ShouldBeUnique();
        server.MostAtOnce.ShouldBeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("p@x.invalid>\r\nRCPT TO:<victim@elsewhere.invalid")]
    [InlineData("\"a b\"@x.invalid")]
    [InlineData("p@x.invalid, victim@elsewhere.invalid")]
    public async Task Address_ThatWouldSayMoreThanAnAddress_IsRefusedBeforeTheServerHearsOfIt(string address)
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server);

        var result = await transport.SendAsync(Letter(1) with { ToAddress = address }, CancellationToken.None);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeTrue();
        server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameAndSubject_WithLineBreaks_BeginNoHeader()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server);

        await transport.SendAsync(
            Letter(1) with { ToName = "Bo\r\nBcc: victim@elsewhere.invalid", Subject = "Møde\r\nBcc: victim@elsewhere.invalid" },
            CancellationToken.None);

        Read(server.Accepted.ShouldHaveSingleItem()).Bcc.ShouldBeEmpty();
        server.Heard.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Verp_GivesEachLetterASenderOfItsOwn_AlwaysTheSame()
    {
        await using var server = new SmtpServer(new SmtpScript());
        using var transport = Transport(server, smtp => smtp.Verp = true);

        await SendAsync(transport, 1);
        await SendAsync(transport, 2);
        await SendAsync(transport, 1);

        var senders = server.Accepted.Select(mail => mail.Sender).ToList();
        senders.ShouldAllBe(sender => sender.StartsWith("sekretariat+b") && sender.EndsWith("@fjordby.invalid"));
        senders[0].ShouldBe(senders[2]);
        senders[0].ShouldNotBe(senders[1]);
    }

    internal static SmtpMailTransport Transport(SmtpServer server, Action<SmtpOptions>? change = null) =>
        Transport(server.Port, change);

    internal static SmtpMailTransport Transport(int port, Action<SmtpOptions>? change = null)
    {
        var smtp = new SmtpOptions { Host = "127.0.0.1", Port = port, Security = MailSecurity.None };
        change?.Invoke(smtp);
        return new SmtpMailTransport(Options, smtp);
    }

    internal static Letter Letter(int number) => new()
    {
        MessageId = $"<call-m-1.{number:D4}@fjordby.invalid>",
        Kind = "call",
        AboutId = "m-1",
        ToPersonId = $"p-{number}",
        ToName = "Åse Birkholt",
        ToAddress = $"p{number}@fjordby.invalid",
        Subject = "Indkaldelse",
        Text = "Kære Åse\n",
        Html = "<p>Kære Åse</p>",
        Reason = "Du er medlem.",
        DecidedAt = new DateTimeOffset(2023, 8, 1, 7, 30, 0, TimeSpan.Zero),
    };

    internal static Task<DeliveryResult> SendAsync(SmtpMailTransport transport, int number) =>
        transport.SendAsync(Letter(number), CancellationToken.None);

    private static MimeMessage Read(AcceptedMail mail) =>
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text)));
}
