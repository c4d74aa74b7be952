using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Messaging.Smtp;

namespace Workflow.Messaging;

/// <summary>What no transport takes, whatever the server would say.</summary>
internal static class LetterCheck
{
    /// <returns>Null where nothing speaks against it.</returns>
    public static DeliveryResult.Refused? WhyRefused(Letter letter, MessagingOptions options)
    {
        if (!MailAddress.IsPlain(letter.ToAddress))
            return No(SmtpTexts.Say("AddressNotPlain", letter.ToPersonId));

        if (!MailAddress.IsPlain(letter.MessageId.Trim('<', '>')))
            return No(SmtpTexts.Say("MessageIdNotPlain"));

        if (letter.Attachment is { Content: null } attachment)
            return No(SmtpTexts.Say("DocumentMissing", attachment.Name));

        if (options.OnlyInvalidRecipients && !MailAddress.IsUnderInvalid(letter.ToAddress))
            return No(SmtpTexts.Say("OnlyInvalid", letter.ToPersonId));

        return null;
    }

    private static DeliveryResult.Refused No(string reason) => new(reason, Permanent: true);
}
