using System.IO.Compression;
using System.Text;
using Workflow.Forums.Inbound;

namespace Workflow.IntegrationTests.Receiving;

/// <summary>A mail that is not as it should be, and what becomes of it.</summary>
/// <param name="Name">Entry of <c>docs/bad-input.md</c>.</param>
internal sealed record BadMail(string Name, byte[] Bytes, MailState Expected)
{
    /// <summary>Of the party's answer; null where there must be none.</summary>
    public string? Text { get; init; }
}

/// <param name="replyTo">Address of the party that is asked.</param>
/// <param name="otherReplyTo">Of another party.</param>
/// <param name="otherLetter">Message-ID of the letter to the other party.</param>
internal sealed class BadMails(string replyTo, string otherReplyTo, string otherLetter)
{
    public IReadOnlyList<BadMail> All() =>
    [
        Held("30 MB", Plain("big", replyTo, new string('a', 30 * 1024 * 1024))),
        Held("nested 50 deep", Head("deep", replyTo) + Nested(50)),
        Filed("wrong charset", Head("charset", replyTo) + "Content-Type: text/plain; charset=no-such\n\nVi er enige i charset.\n",
            "Vi er enige i charset."),
        Filed("no charset", Head("none", replyTo) + "Content-Type: text/plain\n\nVi er enige uden charset.\n",
            "Vi er enige uden charset."),
        Filed("winmail.dat", WithFile(
            "tnef", replyTo, "Se winmail.", "winmail.dat", [0x78, 0x9f, 0x3e, 0x22, 1, 2], "application/ms-tnef"), "Se winmail."),
        Filed("S/MIME signed", Head("signed", replyTo) + Multipart(
            "signed; protocol=\"application/pkcs7-signature\"", "skel", Text("Underskrevet."),
            File("smime.p7s", [1, 2, 3], "application/pkcs7-signature")), "Underskrevet."),
        Held("S/MIME sealed", Head("sealed", replyTo)
            + "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n"),
        Held("encrypted", Head("encrypted", replyTo)
            + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n"),
        Of("calendar reply", MailState.Ignored,
            Head("calendar", "flow@forum.invalid") + "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
            + "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:nobody@forum.invalid\nATTENDEE;PARTSTAT=ACCEPTED:mailto:venner@forum.invalid\nEND:VEVENT\nEND:VCALENDAR\n"),
        Held("two tokens", Plain("two", $"{replyTo}, {otherReplyTo}", "Til begge.")),
        Held("token of another consultation", Plain("another", replyTo, "Forkert tråd.", $"In-Reply-To: {otherLetter}\n")),
        Held("guessed token", Plain("guessed", $"flow+r{new string('a', 26)}@forum.invalid", "Gættet.")),
        Filed("HTML with script and remote images", Head("html", otherReplyTo) + "Content-Type: text/html; charset=utf-8\n\n"
            + "<p>Flere <b>bænke</b>.</p><script>alert(1)</script><img src=\"http://tracker.invalid/p.png\">\n", "Flere bænke."),
        Filed("header injection in a name", Plain("inject", otherReplyTo, "Fra en indsprøjter.")
            .Replace("From: Svarer ", "From: =?utf-8?Q?Ond=0D=0ABcc:_alle@forum.invalid?= ", StringComparison.Ordinal),
            "Fra en indsprøjter."),
        Filed("attachment ../../x",
            WithFile("path", otherReplyTo, "Se stien.", "../../x", [1, 2, 3], "application/octet-stream"), "Se stien."),
        Held("EICAR", WithFile("eicar", otherReplyTo, "Se prøven.", "eicar.com",
            "X5O!EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"u8.ToArray(), "application/octet-stream")),
        Filed("zip bomb", WithFile("bomb", otherReplyTo, "Se bomben.", "bombe.docx", Bomb(), "application/zip"), "Se bomben."),
    ];

    private static BadMail Held(string name, string mail) => Of(name, MailState.Held, mail);

    private static BadMail Filed(string name, string mail, string text) => Of(name, MailState.Filed, mail) with { Text = text };

    private static BadMail Of(string name, MailState state, string mail) =>
        new(name, Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), state);

    private static string Head(string id, string to, string also = "") =>
        $"Message-ID: <{id}@forum.invalid>\nFrom: Svarer <{id}@forum.invalid>\nTo: {to}\nSubject: SV: Høring\nMIME-Version: 1.0\n{also}";

    private static string Plain(string id, string to, string text, string also = "") => Head(id, to, also) + Text(text) + "\n";

    private static string Text(string text) =>
        $"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}";

    private static string WithFile(string id, string to, string text, string name, byte[] content, string type) =>
        Head(id, to) + Multipart("mixed", "skel", Text(text), File(name, content, type));

    private static string File(string name, byte[] content, string type) =>
        $"Content-Type: {type}\nContent-Disposition: attachment; filename=\"{name}\"\nContent-Transfer-Encoding: base64\n\n"
        + Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);

    private static string Multipart(string type, string boundary, params string[] parts) =>
        $"Content-Type: multipart/{type}; boundary=\"{boundary}\"\n\n{string.Concat(parts.Select(part => $"--{boundary}\n{part}\n"))}--{boundary}--\n";

    private static string Nested(int depth) =>
        depth == 0 ? Text("Dybt nede.") : Multipart("mixed", $"b{depth}", Nested(depth - 1));

    /// <summary>An Office file whose one part is 100 MB of nothing.</summary>
    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("[Content_Types].xml").Open().Dispose();
            using var part = archive.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            for (var megabyte = 0; megabyte < 100; megabyte++)
                part.Write(new byte[1024 * 1024]);
        }

        return stream.ToArray();
    }
}
