using Shouldly;
using Workflow.Activities.Ports;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

public sealed class BounceTests
{
    private const string Daemon =
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.fjordby.example\nTo: flow+b0123456789abcdef01234567@forum.example\nMIME-Version: 1.0\n";

    [Theory]
    [InlineData("failed", "5.1.1", InboundKind.Bounce, true)]
    [InlineData("failed", "4.4.7", InboundKind.Bounce, false)]
    [InlineData("delayed", "4.4.1", InboundKind.DelayNotice, false)]
    [InlineData("Failed (permanent)", "5.7.1", InboundKind.Bounce, true)]
    public void Report_TellsWhomWhichLetterDidNotReach(string action, string status, InboundKind kind, bool isPermanent)
    {
        var mail = Mails.Read(Report($"Final-Recipient: rfc822; Aase@Fjordby.example\nAction: {action}\nStatus: {status}\n"
            + "Diagnostic-Code: smtp; 550 No such\n user here"));

        mail.Kind.ShouldBe(kind);
        mail.ReturnPathNull.ShouldBeTrue();
        mail.BounceTokens.ShouldBe(["0123456789abcdef01234567"]);
        mail.Bounces.ShouldHaveSingleItem().ShouldBe(
            new InboundBounce(
                "aase@fjordby.example", "<notice-1@forum.example>", status, "smtp; 550 No such user here", isPermanent));
    }

    [Fact]
    public void Report_OnSeveralRecipients_TellsThoseThatFailed()
    {
        var mail = Mails.Read(Report(
            "Final-Recipient: rfc822; a@fjordby.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@fjordby.example\n"
            + "Action: delivered\nStatus: 2.0.0\n\nOriginal-Recipient: rfc822; c@fjordby.example\nFinal-Recipient: rfc822; x@else.example\nAction: failed\nStatus: 5.2.2"));

        mail.Bounces.Select(bounce => bounce.Address).ShouldBe(["a@fjordby.example", "c@fjordby.example"]);
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("relayed")]
    public void Report_OfSuccess_IsNoBounce(string action)
    {
        var mail = Mails.Read(Report($"Final-Recipient: rfc822; a@fjordby.example\nAction: {action}\nStatus: 2.0.0"));

        mail.Kind.ShouldBe(InboundKind.AutomaticReply);
        mail.Bounces.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("qmail", "failure notice",
        "Hi. This is the qmail-send program at mx.fjordby.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<aase@fjordby.example>:\n550 5.1.1 no mailbox here\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <flow@forum.example>\nMessage-ID: <notice-1@forum.example>\nTo: other@fjordby.example")]
    [InlineData("Postfix", "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.fjordby.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<aase@fjordby.example>: host mx[192.0.2.1] said: 550 5.1.1 User unknown\nMessage-ID: <notice-1@forum.example>")]
    [InlineData("Exchange", "Undeliverable: Hearing",
        "Your message did not reach some or all of the intended recipients.\n\naase@fjordby.example\n550 5.1.1 RESOLVER.ADR.RecipNotFound\n\nOriginal message headers:\nMessage-ID: <notice-1@forum.example>")]
    [InlineData("Exchange, Danish", "Kan ikke leveres: Høring",
        "Din meddelelse nåede ikke frem.\naase@fjordby.example\n#550 5.1.1\nMessage-ID: <notice-1@forum.example>")]
    [InlineData("German", "Unzustellbar: Anhörung",
        "Ihre Nachricht an aase@fjordby.example konnte nicht zugestellt werden.\n5.1.1 Empfänger unbekannt\nMessage-ID: <notice-1@forum.example>")]
    public void Bounce_InAServersOwnWords_IsRecognised(string server, string subject, string text)
    {
        var mail = Mails.Read($"{Daemon}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");

        mail.Kind.ShouldBe(InboundKind.Bounce, server);
        var bounce = mail.Bounces.ShouldHaveSingleItem();
        (bounce.Address, bounce.MessageId, bounce.Status, bounce.Permanent)
            .ShouldBe(("aase@fjordby.example", "<notice-1@forum.example>", "5.1.1", true));
    }

    [Theory]
    [InlineData("Delivery Status Notification (Delay)",
        "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND. <aase@fjordby.example>")]
    [InlineData("Levering er forsinket", "Meddelelsen til aase@fjordby.example er endnu ikke leveret.")]
    public void Delay_InAServersOwnWords_IsNoBounce(string subject, string text)
    {
        var mail = Mails.Read($"{Daemon}Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");

        mail.Kind.ShouldBe(InboundKind.DelayNotice);
        mail.Bounces.ShouldHaveSingleItem().Permanent.ShouldBeFalse();
    }

    [Fact]
    public void Exim_NamesTheRecipientsInAHeader()
    {
        var mail = Mails.Read(
            "From: x@fjordby.example\nX-Failed-Recipients: a@fjordby.example,\n b@fjordby.example\nSubject: x\n\nwhatever\n");

        mail.Kind.ShouldBe(InboundKind.Bounce);
        mail.Bounces.Select(bounce => bounce.Address).ShouldBe(["a@fjordby.example", "b@fjordby.example"]);
    }

    [Fact]
    public void Person_WhoWritesOfMailThatCouldNotBeDelivered_Answers() =>
        Mails.Read(Mails.Plain("Jeres første brev kunne ikke leveres. Vi er enige.")).Kind.ShouldBe(InboundKind.Answer);

    [Fact]
    public void Report_WithoutWhatItPromises_IsHeldOrAMachines()
    {
        var mail = Mails.Read(Daemon + Mails.Multipart(
            "report; report-type=delivery-status", "d", "Content-Type: message/delivery-status\n\n\0\0garbage"));

        mail.Kind.ShouldBe(InboundKind.AutomaticReply);
        mail.MayBeAcknowledged.ShouldBeFalse();
    }

    private static string Report(string recipients) => $"{Daemon}Subject: Undelivered\n" + Mails.Multipart(
        "report; report-type=delivery-status", "d",
        Mails.TextPart("This is the mail system."),
        $"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.fjordby.example\n\n{recipients}\n",
        "Content-Type: text/rfc822-headers\n\nFrom: flow@forum.example\nMessage-ID: <notice-1@forum.example>\nSubject: Hearing\n");
}
