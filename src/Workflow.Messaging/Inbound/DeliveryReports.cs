using MimeKit;
using Workflow.Activities.Ports;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging.Inbound;

/// <summary>Reports in the form made for them: delivery (RFC 3464), read receipts (RFC 8098), complaints (RFC 5965).</summary>
internal static class DeliveryReports
{
    private const int MostRecipients = 100;

    /// <returns>Null where it is no report.</returns>
    public static InboundMail? Read(InboundMail mail, MimeMessage message, MailParts parts)
    {
        if (parts.DeliveryStatus is { } status)
            return OfDelivery(mail, message, parts, status);
        return parts.ReportType is null or "delivery-status"
            ? null
            : mail with
            {
                Kind = InboundKind.AutomaticReply,
                KindEvidence = $"report-type={CleanText.Line(parts.ReportType, 60)}"
            };
    }

    private static InboundMail OfDelivery(InboundMail mail, MimeMessage message, MailParts parts, MessageDeliveryStatus status)
    {
        var groups = status.StatusGroups;
        var id = MailHeaders.Id(parts.Reported?[HeaderId.MessageId]) ?? OfReport(groups.FirstOrDefault());
        var recipients = groups.Skip(
            1).Concat(groups.Take(1)).Where(group => group.Contains("Action")).Take(MostRecipients).ToList();
        var failed = Bounces(recipients, "failed", id);
        var delayed = Bounces(recipients, "delayed", id);
        var evidence = $"delivery-status: {CleanText.Line(string.Join(", ", recipients.Select(Action).Distinct()), 100)}";
        if (failed.Count > 0)
            return mail with { Kind = InboundKind.Bounce, Bounces = failed, KindEvidence = evidence };
        if (delayed.Count > 0)
            return mail with { Kind = InboundKind.DelayNotice, Bounces = delayed, KindEvidence = evidence };
        return recipients.Count == 0 && InformalBounces.Read(mail, message) is { } informal
            ? informal
            : mail with { Kind = InboundKind.AutomaticReply, KindEvidence = evidence };
    }

    private static List<InboundBounce> Bounces(List<HeaderList> recipients, string action, string? messageId) =>
        [.. recipients.Where(group => Action(group) == action).Select(group => Bounce(group, messageId, action == "failed"))];

    private static InboundBounce Bounce(HeaderList group, string? messageId, bool isFinal)
    {
        var status = InformalBounces.StatusIn(group["Status"] ?? "");
        var isPermanent = isFinal && status?.StartsWith('4') != true;
        // The one we wrote to stands first; "final" is where it was forwarded.
        var address = Address(group["Original-Recipient"]) ?? Address(group["Final-Recipient"]);
        var diagnostic = SmtpFaults.Reply(CleanText.Line(group["Diagnostic-Code"], 400));
        return new InboundBounce(address, messageId, status, diagnostic.Length > 0 ? diagnostic : null, isPermanent);
    }

    private static string Action(HeaderList group) => (group["Action"] ?? "").Trim().Split(' ')[0].ToLowerInvariant();

    /// <summary><c>rfc822; name@domain</c></summary>
    private static string? Address(string? field) =>
        MailHeaders.Address(field?[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>'));

    private static string? OfReport(HeaderList? group) =>
        MailHeaders.Id(group?["X-Original-Message-ID"] ?? group?["Original-Message-ID"]);
}
