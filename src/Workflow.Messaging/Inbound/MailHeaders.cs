using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Utils;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>What the headers say: who, to whom, about which letter.</summary>
internal static partial class MailHeaders
{
    private const int MostAddresses = 500;
    private const int MostReferences = 100;
    private const int LongestSubject = 300;
    private const int LongestName = 200;
    private const int LongestHeader = 4000;

    /// <summary>
    /// Where servers write for whom a mail came, which need not stand in To: a copy unseen, a list, a forwarding.
    /// </summary>
    private static readonly string[] RecipientHeaders =
        ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
        "Resent-To", "Apparently-To"];

    public static InboundMail Read(InboundMail mail, MimeMessage message)
    {
        var recipients = RecipientHeaders.SelectMany(name => Addresses(message, name)).Distinct(StringComparer.Ordinal)
            .Take(MostAddresses).ToList();
        var authors = message.From.Mailboxes.Take(2).ToList();
        var author = authors.FirstOrDefault() ?? message.Sender;
        return mail with
        {
            MessageId = Id(message.MessageId),
            FromAddress = Address(author?.Address),
            FromName = CleanText.Line(author?.Name, LongestName) is { Length: > 0 } name ? name : null,
            ReturnPathNull = ReturnPathIsNull(message),
            Date = message.Headers.Contains(HeaderId.Date) && message.Date != DateTimeOffset.MinValue
                ? message.Date.ToUniversalTime()
                : null,
            Subject = CleanText.Line(message.Subject, LongestSubject),
            Recipients = recipients,
            ReplyTokens = Tokens(recipients, ReplyToken()),
            BounceTokens = Tokens(recipients, BounceToken()),
            References = References(message),
            IsFromList = IsFromList(message),
            Problems = [.. mail.Problems, .. AuthorProblems(authors, author)],
        };
    }

    /// <summary>Only the topmost word of the named server counts: what stands below it came with the mail.</summary>
    /// <param name="server">Its authserv-id; null where nobody is asked.</param>
    public static SenderProof Proof(MimeMessage message, string? server)
    {
        if (server is null)
            return SenderProof.NotAsked;
        foreach (var header in message.Headers.Where(header => header.Id == HeaderId.AuthenticationResults))
        {
            if (AuthenticationResults.TryParse(header.RawValue, out var found)
                && string.Equals(found.AuthenticationServiceIdentifier, server, StringComparison.OrdinalIgnoreCase))
                return found.Results.Any(result => Is(result.Method, "dmarc") && Is(result.Result, "pass"))
                    ? SenderProof.Passed
                    : SenderProof.Missing;
        }

        return SenderProof.Missing;

        static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One line of a header, empty where there is none; never more than is looked at.</summary>
    public static string Value(MimeMessage message, string name)
    {
        var value = message.Headers[name];
        return value is null ? "" : CleanText.Line(value, LongestHeader);
    }

    /// <summary>Lower case; null where it is no plain address.</summary>
    public static string? Address(string? address)
    {
        var plain = address?.Trim().ToLowerInvariant();
        return plain is { Length: > 0 and <= 254 } && MailAddress.IsPlain(plain) ? plain : null;
    }

    /// <summary>With angle brackets.</summary>
    public static string? Id(string? id)
    {
        var bare = id?.Trim().Trim('<', '>');
        return bare is { Length: > 0 and <= 500 } && !bare.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>')
            ? $"<{bare}>"
            : null;
    }

    private static IEnumerable<string> Addresses(MimeMessage message, string name) => message.Headers
        .Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Take(20)
        .SelectMany(header => InternetAddressList.TryParse(header.RawValue, out var list) ? list.Mailboxes : [])
        .Select(mailbox => Address(mailbox.Address))
        .OfType<string>();

    private static bool ReturnPathIsNull(MimeMessage message) =>
        message.Headers[HeaderId.ReturnPath] is { } path && path.Trim() is "<>" or "";

    private static bool IsFromList(MimeMessage message) =>
        message.Headers.Contains(HeaderId.ListId) || message.Headers.Contains(HeaderId.ListPost)
        || Value(message, "Precedence").Equals("list", StringComparison.OrdinalIgnoreCase);

    private static List<string> Tokens(List<string> recipients, Regex form) =>
        [.. recipients.Select(address => form.Match(address)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    private static List<string> References(MimeMessage message)
    {
        var answered = message.Headers.Where(header => header.Id == HeaderId.InReplyTo)
            .SelectMany(header => MimeUtils.EnumerateReferences(header.Value[..Math.Min(header.Value.Length, LongestHeader)]));
        var thread = message.References.TakeLast(MostReferences).Reverse();
        return [.. answered.Concat(thread).Select(Id).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostReferences)];
    }

    private static IEnumerable<InboundProblem> AuthorProblems(List<MailboxAddress> authors, MailboxAddress? author)
    {
        if (Address(author?.Address) is null)
            yield return InboundProblem.NoSender;
        if (authors.Count > 1)
            yield return InboundProblem.SeveralSenders;
    }

    [GeneratedRegex(@"^[^@+]+\+r([a-z2-7]{26})@")]
    private static partial Regex ReplyToken();

    [GeneratedRegex(@"^[^@+]+\+b([0-9a-f]{24})@")]
    private static partial Regex BounceToken();
}
