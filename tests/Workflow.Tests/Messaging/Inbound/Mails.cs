using System.Text;
using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;

namespace Workflow.Tests.Messaging.Inbound;

/// <summary>Mails built byte by byte, of people and servers that do not exist.</summary>
internal static class Mails
{
    public const string Token = "abcdefghijklmnopqrstuvwxyz";

    public static DateTimeOffset Received { get; } = new(2025, 3, 3, 9, 15, 0, TimeSpan.Zero);

    public static string Headers { get; } =
        "Return-Path: <aase@fjordby.example>\n"
        + "From: =?utf-8?Q?=C3=85se_Birkholt?= <Aase@Fjordby.example>\n"
        + $"To: flow+r{Token}@forum.example\n"
        + "Subject: =?utf-8?Q?SV:_H=C3=B8ring?=\n"
        + "Message-ID: <answer-1@fjordby.example>\n"
        + "In-Reply-To: <notice-1@forum.example>\n"
        + "References: <first@forum.example> <notice-1@forum.example>\n"
        + "Date: Mon, 3 Mar 2025 10:15:00 +0100\n"
        + "MIME-Version: 1.0\n";

    public static InboundMail Read(string mail, InboundLimits? limits = null) => Read(Encoding.UTF8.GetBytes(Crlf(mail)), limits);

    public static InboundMail Read(byte[] mail, InboundLimits? limits = null) =>
        new MailReader(limits ?? new InboundLimits()).Read(Item(mail));

    public static MailboxItem Item(byte[] mail) => new("1", mail, mail.Length, IsWhole: true, Received);

    public static string Plain(string text, string headers = "") =>
        $"{Headers}{headers}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n";

    public static string Html(string html) =>
        $"{Headers}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}\n";

    /// <param name="parts">Each with its own headers.</param>
    public static string Mixed(params string[] parts) => Headers + Multipart("mixed", "b0", parts);

    public static string Multipart(string type, string boundary, params string[] parts) =>
        $"Content-Type: multipart/{type}; boundary=\"{boundary}\"\n\n"
        + string.Concat(parts.Select(part => $"--{boundary}\n{part}\n")) + $"--{boundary}--\n";

    public static string TextPart(string text) => $"Content-Type: text/plain; charset=utf-8\n\n{text}";

    public static string File(string name, byte[] content, string type = "application/octet-stream") =>
        $"Content-Type: {type}\nContent-Disposition: attachment; {name}\nContent-Transfer-Encoding: base64\n\n"
        + Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");

    public static string Crlf(string mail) => mail.ReplaceLineEndings("\r\n");
}
