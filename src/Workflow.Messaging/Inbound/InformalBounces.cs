using System.Text.RegularExpressions;
using MimeKit;
using Workflow.Activities.Ports;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// Bounces in a server's own words: qmail, Exim, older Exchange, reports that lost their parts on the way. Both must be true:
/// a mail system sent it, and it says so. A person who writes "kunne ikke leveres" is answering.
/// </summary>
internal static partial class InformalBounces
{
    private const int Looked = 8000;

    private static readonly string[] Daemons = ["mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"];

    /// <summary>What begins the copy of the letter.</summary>
    private static readonly string[] Copies =
        ["--- Below this line is a copy", "------ This is a copy", "\nReceived: ", "\nReturn-Path: ", "Original message headers"];

    public static InboundMail? Read(InboundMail mail, MimeMessage message)
    {
        var failed = Recipients(MailHeaders.Value(message, "X-Failed-Recipients"));
        var isDaemon = failed.Count > 0 || IsDaemon(mail);
        if (!isDaemon && !mail.ReturnPathNull)
            return null;
        var text = mail.FullText.Length <= Looked ? mail.FullText : mail.FullText[..Looked];
        // A null return path have automatic replies, too, whose text may speak of anything: there only the subject tells.
        var said = isDaemon ? $"{mail.Subject}\n{Own(text)}" : mail.Subject;
        var delay = failed.Count == 0 ? Phrases.In("delay", said) : null;
        var phrase = delay ?? Phrases.In("bounce", said) ?? (failed.Count > 0 ? "X-Failed-Recipients" : null);
        if (phrase is null)
            return null;
        var known = mail.Recipients.Append(mail.FromAddress).ToHashSet(StringComparer.Ordinal);
        var found = failed.Count > 0 ? failed : [.. Recipients(Own(text)).Where(address => !known.Contains(address)).Take(1)];
        var bounces = Bounces(found, text, isFinal: delay is null);
        return mail with
        {
            Kind = delay is null ? InboundKind.Bounce : InboundKind.DelayNotice,
            Bounces = bounces,
            KindEvidence = phrase
        };
    }

    /// <summary>An enhanced status code (RFC 3463); null where there is none.</summary>
    public static string? StatusIn(string text) => StatusCode().Match(text) is { Success: true } match ? match.Value : null;

    private static bool IsDaemon(InboundMail mail)
    {
        var local = mail.FromAddress?.Split('@')[0] ?? "";
        return Daemons.Contains(local) || local.StartsWith("microsoftexchange", StringComparison.Ordinal);
    }

    /// <summary>The server's words without the letter it gives back, whose text is ours and may say anything.</summary>
    private static string Own(string text)
    {
        var ends = Copies.Select(mark => text.IndexOf(mark, StringComparison.OrdinalIgnoreCase)).Where(at => at > 0);
        return text[..ends.DefaultIfEmpty(text.Length).Min()];
    }

    private static List<InboundBounce> Bounces(List<string> addresses, string text, bool isFinal)
    {
        var status = StatusIn(Own(text));
        var id = OriginalId().Matches(text) is { Count: > 0 } ids ? MailHeaders.Id(ids[^1].Groups[1].Value) : null;
        var words = Own(text).Split('\n').FirstOrDefault(line => Code().IsMatch(line));
        var diagnostic = words is null ? null : SmtpFaults.Reply(CleanText.Line(words, 400));
        var isPermanent = isFinal && status?.StartsWith('4') != true;
        return [.. addresses.DefaultIfEmpty(
            null!).Select(address => new InboundBounce(address, id, status, diagnostic, isPermanent))];
    }

    private static List<string> Recipients(string text) =>
        [.. AddressForm().Matches(text).Select(match => MailHeaders.Address(match.Value)).OfType<string>()
            .Distinct(StringComparer.Ordinal).Take(50)];

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex StatusCode();

    [GeneratedRegex(@"\b[45]\d\d\b|\b[45]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"^Message-ID:\s{1,5}(<[^<>\s]{1,300}>)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex OriginalId();

    [GeneratedRegex(@"[\p{L}\p{Nd}._%+=-]{1,64}@[\p{L}\p{Nd}.-]{1,200}[\p{L}\p{Nd}]")]
    private static partial Regex AddressForm();
}
