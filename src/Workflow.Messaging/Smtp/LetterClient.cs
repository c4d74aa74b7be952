using MailKit.Net.Smtp;
using MimeKit;

namespace Workflow.Messaging.Smtp;

/// <summary>Knows how far the letter at hand has got. That decides what a lost connection means.</summary>
internal sealed class LetterClient : SmtpClient
{
    private LetterBody? _given;

    /// <summary>
    /// The end of the letter is written, or is about to be. Said a little too early rather than too late: who is wrongly
    /// told "perhaps" asks, who is wrongly told "no" sends twice.
    /// </summary>
    public bool MayHaveBeenTaken => _given?.IsWhole == true;

    public void Begin() => _given = null;

    /// <summary>From here on the server may ask for the text.</summary>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        _given = (LetterBody)message.Body!;
        _given.Begin();
        base.OnRecipientAccepted(message, mailbox, response);
    }
}
