using Workflow.Forums;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <param name="MessageId">With or without its angle brackets.</param>
public sealed record ResendLetter(string MessageId);

/// <summary>
/// Where a person has a letter sent once more: one that was refused, that came back, or that may not have got through.
/// </summary>
public sealed class LetterDesk(ForumRuntime runtime)
{
    public Task<Ruling<Letter>> ResendAsync(
        ResendLetter command, Actor actor, string commandId, CancellationToken cancellationToken) => runtime.ExecuteAsync<Letter>(
            new CommandEnvelope(commandId, "resendLetter", actor),
            async (session, token) =>
            {
                var messageId = command.MessageId;
                var stored = await session.FindLetterAsync(messageId, token).ConfigureAwait(false)
                    ?? await session.FindLetterAsync($"<{messageId}>", token).ConfigureAwait(false);
                if (stored is null)
                    return new Refusal("unknown-letter", MailTexts.Say("LetterUnknown", messageId));
                if (stored.Status is not (LetterStatus.Unknown or LetterStatus.Refused or LetterStatus.Bounced))
                    return NotToResend(stored, messageId);
                // It would be looked at once more before it leaves, and not be sent: whoever asks for it is told now.
                if (await LetterSense.WhyNotAsync(session, stored.Letter, token).ConfigureAwait(false) is { } moot)
                    return new Refusal("letter-moot", MailTexts.Say("letter-moot", messageId, moot));
                if (!await session.SendAgainAsync(stored, token).ConfigureAwait(false))
                    return NotToResend(stored, messageId);
                var letter = stored.Letter;
                session.Audit(
                    letter.AboutId,
                    "letterResent",
                    MailTexts.Say("Resent", letter.Subject, letter.ToName, MailTexts.Say($"Status{stored.Status}")),
                    new Dictionary<string, string> { ["messageId"] = letter.MessageId, ["was"] = stored.Status.ToString() });
                return letter;
            },
            cancellationToken);

    private static Refusal NotToResend(StoredLetter stored, string messageId) => new(
        "letter-not-to-resend", MailTexts.Say("NotToResend", messageId, MailTexts.Say($"Status{stored.Status}")));
}
