using System.Diagnostics;
using System.Text;
using CsCheck;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.Tests.Messaging.Inbound;

/// <summary>Whatever arrives: facts come out, in bounded time.</summary>
public sealed class MailReaderPropertyTests
{
    /// <summary>No measure of speed: what is read again for each of its parts takes many minutes, on any machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            Mails.Plain("Vi er enige.\n\nDen 3. mar. 2025 kl. 10.15 skrev S <s@x.example>:\n> Spørgsmål"),
            Mails.Html("<p>Enig <b>og</b> <script>x</script></p><blockquote>citat</blockquote>"),
            Mails.Mixed(Mails.TextPart("svar"), Mails.File("filename*=utf-8''h%C3%B8r.docx", [0x50, 0x4b, 3, 4, 5, 6, 7, 8])),
            Mails.Headers + Mails.Multipart("report; report-type=delivery-status", "d", Mails.TextPart("x"),
                "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1",
                "Content-Type: text/rfc822-headers\n\nMessage-ID: <a@b.example>"),
            Mails.Headers + Mails.Multipart("alternative", "c", Mails.TextPart("x"),
                "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nUID:x\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example"),
            Mails.Mixed(Mails.TextPart("x"),
                Mails.File("filename=winmail.dat", [0x78, 0x9f, 0x3e, 0x22, 1, 0, 1, 6, 0x90, 8, 0], "application/ms-tnef")),
            $"{Mails.Headers}Content-Type: message/rfc822\n\n{Mails.Plain("indre")}",
        }.Select(mail => Encoding.UTF8.GetBytes(Mails.Crlf(mail))),
    ];

    private static readonly Gen<byte[]> Mutated = Gen.Select(
        Gen.Int[0, Seeds.Length - 1],
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 4], Gen.Byte.Array[1, 12]).Array[1, 8],
        (seed, changes) => changes.Aggregate(Seeds[seed], Mutate));

    [Fact]
    public void MutatedMail_GivesFactsInBoundedTime() => Mutated.Sample(IsRead, iter: 3000);

    [Fact]
    public void ArbitraryBytes_GiveFactsInBoundedTime() => Gen.Byte.Array[0, 4000].Sample(IsRead, iter: 1000);

    [Theory]
    [InlineData("From: ", "(", 200_000)]
    [InlineData("To: ", "a@b.example,", 100_000)]
    [InlineData("To: ", "g:", 100_000)]
    [InlineData("To: ", "<", 200_000)]
    [InlineData("References: ", "<a@b.example> ", 50_000)]
    [InlineData("Subject: ", "=?utf-8?Q?=C3", 50_000)]
    [InlineData("Content-Type: multipart/mixed; ", "a=b;", 50_000)]
    [InlineData("Content-Type: text/html\n\n", "<div a=\"", 50_000)]
    [InlineData("Content-Type: text/html\n\n", "<blockquote>", 100_000)]
    [InlineData("Content-Type: text/html\n\n", "&amp", 200_000)]
    [InlineData("Content-Type: text/plain\n\n", "> ", 500_000)]
    [InlineData("Content-Type: text/plain\n\n", "On 1 ", 300_000)]
    [InlineData("Content-Type: text/plain\n\n", "Den 1\n", 100_000)]
    [InlineData("Content-Type: text/plain\n\n", "Fra: x\n", 100_000)]
    [InlineData("Content-Type: text/plain\n\n", "----------\n", 60_000)]
    [InlineData("Content-Type: text/plain\n\n", "----------\n\n", 60_000)]
    [InlineData("Return-Path: <>\nContent-Type: text/plain\n\n", "a@", 200_000)]
    [InlineData("Return-Path: <>\nContent-Type: text/plain\n\n", "5.1.", 200_000)]
    [InlineData("", "A: b\n", 200_000)]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n", "--x\nContent-Type: multipart/mixed; boundary=x\n\n", 5_000)]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n", "--x\n\n", 100_000)]
    [InlineData("Content-Type: text/plain; charset=utf-7\n\n", "+AGE-", 100_000)]
    public void Repetition_OfWhatIsDearToRead_TakesNoLonger(string start, string unit, int times)
    {
        var text = new StringBuilder(
            start.StartsWith("From", StringComparison.Ordinal) ? "" : "From: a@b.example\n").Append(start);
        for (var n = 0; n < times; n++)
            text.Append(unit);

        IsRead(Encoding.UTF8.GetBytes(Mails.Crlf(text.ToString()))).ShouldBeTrue();
    }

    private static bool IsRead(byte[] bytes)
    {
        var started = Stopwatch.GetTimestamp();
        var mail = new MailReader(new InboundLimits()).Read(Mails.Item(bytes));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Bound);
        mail.Attachments.ShouldAllBe(file => IsHarmless(file.Name));
        mail.Subject.Concat(mail.FromName ?? "").ShouldAllBe(c => !char.IsControl(c));
        mail.FullText.ShouldAllBe(c => !char.IsControl(c) || c == '\n' || c == '\t');
        (mail.Text.Length == 0).ShouldBe(mail.FullText.Length == 0);
        (mail.Kind is InboundKind.Bounce or InboundKind.DelayNotice).ShouldBe(mail.Bounces.Count > 0);
        return mail.ContentHash.Length == 64;
    }

    private static bool IsHarmless(string name) =>
        name.Length is > 0 and <= 120 && name.All(c => !char.IsControl(c) && c is not ('/' or '\\' or ':'))
            && name.Trim(' ', '.').Length > 0;

    private static byte[] Mutate(byte[] bytes, (double At, int How, byte[] What) change)
    {
        var at = (int)(change.At * bytes.Length);
        var end = Math.Min(at + change.What.Length, bytes.Length);
        return change.How switch
        {
            0 => [.. bytes[..at], .. change.What, .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..at], .. change.What, .. bytes[end..]],
            3 => bytes[..at],
            _ => [.. bytes[..at], .. bytes],
        };
    }
}
