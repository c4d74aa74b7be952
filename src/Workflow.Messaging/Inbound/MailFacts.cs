using MimeKit;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>What the parts say, and what the mail therefore is.</summary>
internal static class MailFacts
{
    public static InboundMail Read(InboundMail headed, MimeMessage message, InboundLimits limits)
    {
        var parts = MailParts.Of(message, limits);
        var problems = headed.Problems.Where(problem => problem != InboundProblem.Malformed).Concat(parts.Problems)
            .Distinct().ToList();
        var full = CleanText.Lines(SignedText.Open(parts.Text), limits.TextChars);
        if (SignedText.IsEncrypted(full))
            problems.Add(InboundProblem.Encrypted);
        var mail = headed with
        {
            FullText = full,
            Text = QuotedText.Strip(full),
            Attachments = parts.Attachments,
            Problems = problems,
        };
        if (problems.Any(IsUnreadable))
            return mail with { Kind = InboundKind.Unreadable };
        return DeliveryReports.Read(mail, message, parts)
            ?? CalendarReplies.Read(mail, parts)
            ?? InformalBounces.Read(mail, message)
            ?? AutomaticMail.Read(mail, message)
            ?? mail with { Kind = InboundKind.Answer };
    }

    private static bool IsUnreadable(InboundProblem problem) => problem
        is InboundProblem.TooDeep or InboundProblem.TooManyParts or InboundProblem.Encrypted or InboundProblem.SealedBySignature
        or InboundProblem.Malformed;
}
