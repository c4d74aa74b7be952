using Shouldly;
using Workflow.Activities.Ports;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

public sealed class AutomaticMailTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated; owner=x")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: tak")]
    [InlineData("X-FC-MachineGenerated: true")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("Precedence: junk")]
    public void Header_SaysThatAMachineWroteIt(string header)
    {
        var mail = Mails.Read(Mails.Plain("Tak for din henvendelse.", header + "\n"));

        mail.Kind.ShouldBe(InboundKind.AutomaticReply);
        mail.KindEvidence.ShouldNotBeNullOrEmpty();
        mail.MayBeAcknowledged.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("Precedence: normal")]
    [InlineData("X-Autoreply: no")]
    // Sent on by a rule of a mailbox.
    [InlineData("X-MS-Exchange-Inbox-Rules-Loop: hoering@forum.invalid")]
    public void Header_OfAPersonsMail_DoesNotMakeItAMachines(string header) =>
        Mails.Read(Mails.Plain("Enig.", header + "\n")).Kind.ShouldBe(InboundKind.Answer);

    [Fact]
    public void NullReturnPath_IsAMachine()
    {
        var mail = Mails.Read(
            Mails.Plain("Tak").Replace("Return-Path: <aase@fjordby.example>", "Return-Path: <>", StringComparison.Ordinal));

        (mail.Kind, mail.ReturnPathNull, mail.MayBeAcknowledged).ShouldBe((InboundKind.AutomaticReply, true, false));
    }

    [Theory]
    [InlineData("Jeg er på ferie til den 10. august.")]
    [InlineData("Jeg er ikke på kontoret i dag.")]
    [InlineData("I am currently out of the office.")]
    [InlineData("Ich bin bis Montag nicht im Büro.")]
    public void AutomaticReply_ThatSaysThePersonIsAway_IsOutOfOffice(string text) =>
        Mails.Read(Mails.Plain(text, "Auto-Submitted: auto-replied\n")).Kind.ShouldBe(InboundKind.OutOfOffice);

    [Theory]
    [InlineData("Automatisk svar: Høring", InboundKind.AutomaticReply)]
    [InlineData("Autosvar", InboundKind.AutomaticReply)]
    [InlineData("Automatic reply: Hearing", InboundKind.AutomaticReply)]
    [InlineData("Out of Office: Hearing", InboundKind.OutOfOffice)]
    [InlineData("Fraværsmeddelelse: Høring", InboundKind.OutOfOffice)]
    [InlineData("SV: Automatisk svar: Høring", InboundKind.Answer)]
    [InlineData("Fravær: jeg kan ikke komme", InboundKind.Answer)]
    [InlineData("Høring om automatisk svar", InboundKind.Answer)]
    public void Subject_DecidesWhereNoHeaderDoes(string subject, InboundKind kind) => Mails.Read(
            $"From: a@fjordby.example\nSubject: =?utf-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(subject))}?=\n\nHej\n")
        .Kind.ShouldBe(kind);

    [Fact]
    public void OutOfOffice_ThatSpeaksOfDelay_IsNoReportOfAMailServer()
    {
        var mail = Mails.Read(Mails.Plain(
            "Jeg er på ferie; mit svar er forsinket, og mail kan ikke leveres til andre.", "Auto-Submitted: auto-replied\n")
            .Replace("Return-Path: <aase@fjordby.example>", "Return-Path: <>", StringComparison.Ordinal));

        mail.Kind.ShouldBe(InboundKind.OutOfOffice);
    }

    [Fact]
    public void ReadReceipt_IsNoAnswer()
    {
        var mail = Mails.Read(Mails.Headers
            + Mails.Multipart("report; report-type=disposition-notification", "r", Mails.TextPart("Din mail blev læst."),
                "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;aase@fjordby.example\nDisposition: manual-action; displayed"));

        mail.Kind.ShouldBe(InboundKind.AutomaticReply);
    }

    [Fact]
    public void AnswerOfAPersonOnHoliday_IsAnAnswer() =>
        Mails.Read(Mails.Plain("Jeg er på ferie, men vi er enige.")).Kind.ShouldBe(InboundKind.Answer);
}
