using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Kernel;
using Workflow.Activities.Ports;
using Workflow.Activities.Tasks;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Inbound;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <summary>
/// Files mail to us: what it is, whose it is and what follows of it are one transaction with the mail itself, kept as it
/// came. The same mail again, from a process that died before it put the mail away, change nothing.
/// </summary>
public sealed partial class InboundDesk(ForumRuntime runtime, ForumRules rules, IMailReader reader)
{
    /// <summary>More than this many mails of one sender, or about one party, within an hour are no conversation.</summary>
    public const int MostPerHour = 10;

    public const string MediaType = "message/rfc822";

    private const string Act = "fileMail";

    private static readonly Actor Mailbox = new("mailbox", "Mailbox");

    /// <returns>The folder that the mail is put away in.</returns>
    public Task<MailboxFolder> FileAsync(InboundMail mail, MailboxItem item, CancellationToken cancellationToken) =>
        FileAsync(mail, item, (session, token) => JudgeAsync(session, mail, token), cancellationToken);

    /// <summary>Whatever it is, filing it fails: its bytes are kept, and a person looks at it.</summary>
    /// <param name="cause">Name of the failure, for the log to be searched for.</param>
    public Task<MailboxFolder> KeepUnreadAsync(MailboxItem item, string cause, CancellationToken cancellationToken)
    {
        var unread = new InboundMail
        {
            ContentHash = HashOf(item.Content.Span),
            Size = item.Size,
            ReceivedAt = item.ReceivedAt,
            Kind = InboundKind.Unreadable,
        };
        return FileAsync(
            unread, item,
            (session, _) => Task.FromResult(Row(session, unread, MailState.Held, InboundTexts.Say("NotFiled", cause))),
            cancellationToken);
    }

    private async Task<MailboxFolder> FileAsync(
        InboundMail mail, MailboxItem item, Func<ForumSession, CancellationToken, Task<ReceivedMail>> judge,
        CancellationToken cancellationToken)
    {
        var ruling = await runtime.ExecuteAsync<ReceivedMail>(
            // Where the mailbox has a name for the mail, the second filing under it gives the first one's result, whatever the
            // bytes are now.
            new CommandEnvelope($"inbound/{(item.Identity is { } own ? HashOf(Encoding.UTF8.GetBytes(own)) : mail.ContentHash)}",
                Act, Mailbox),
            async (session, token) =>
            {
                if (await session.MailAsync(mail.ContentHash, token).ConfigureAwait(false) is { } known)
                    return known;
                // No person is at the keyboard: what is said here is said in the secretariat's language. Ends with this method.
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(FirstBody(session)?.Language ?? "da");
                await session.StoreFileAsync(item.Content.ToArray(), MediaType, token).ConfigureAwait(false);
                var filed = await judge(session, token).ConfigureAwait(false);
                session.AddMail(filed with { IsWhole = item.IsWhole });
                Audit(session, filed);
                if (filed.State == MailState.Held)
                    await AskAsync(session, filed, token).ConfigureAwait(false);
                return filed;
            },
            cancellationToken).ConfigureAwait(false);
        return ruling.IsAccepted && ruling.Value.State == MailState.Held ? MailboxFolder.Held : MailboxFolder.Processed;
    }

    private Task<ReceivedMail> JudgeAsync(
        ForumSession session, InboundMail mail, CancellationToken cancellationToken) => mail.Kind switch
        {
            InboundKind.Bounce => BounceAsync(session, mail, cancellationToken),
            InboundKind.DelayNotice => Task.FromResult(Row(session, mail, MailState.Ignored, InboundTexts.Say("Delayed"))),
            InboundKind.AutomaticReply or InboundKind.OutOfOffice => AutomaticAsync(session, mail, cancellationToken),
            InboundKind.CalendarReply => CalendarAsync(session, mail, cancellationToken),
            InboundKind.Unreadable =>
                Task.FromResult(Row(session, mail, MailState.Held, InboundTexts.Say("Unreadable", Problems(mail)))),
            _ => AnswerAsync(session, mail, cancellationToken),
        };

    private static ReceivedMail Row(
        ForumSession session, InboundMail mail, MailState state, string reason, string? subjectId = null,
        string? partyId = null) =>
        new(mail.ContentHash, char.ToLowerInvariant(mail.Kind.ToString()[0]) + mail.Kind.ToString()[1..],
            mail.ReceivedAt, session.Now)
        {
            State = state,
            Reason = reason,
            MessageId = mail.MessageId,
            FromAddress = mail.FromAddress,
            FromName = mail.FromName,
            Subject = mail.Subject,
            SubjectId = subjectId,
            PartyId = partyId,
            MayBeAnswered = mail.MayBeAcknowledged,
            Size = mail.Size,
        };

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Problems(InboundMail mail) =>
        string.Join(", ", mail.Problems.Select(problem => InboundTexts.Say("Problem" + problem)));

    /// <summary>Under the subject where it is known, else under the mailbox: no mail leaves no line.</summary>
    private static void Audit(ForumSession session, ReceivedMail mail) => session.Audit(
        mail.SubjectId ?? MailboxSubject,
        mail.State switch { MailState.Filed => "mailFiled", MailState.Held => "mailHeld", _ => "mailIgnored" },
        mail.Reason,
        new Dictionary<string, string> { ["mail"] = mail.Id, ["kind"] = mail.Kind });

    /// <summary>Subject of the trail of mail that belongs to nothing yet.</summary>
    public const string MailboxSubject = "mailbox";

    private async Task AskAsync(ForumSession session, ReceivedMail mail, CancellationToken cancellationToken)
    {
        var bodyId = mail.SubjectId is { } subject
            && await session.Consultations.FindAsync(subject, cancellationToken).ConfigureAwait(false) is { } known
            ? known.BodyId
            : FirstBody(session)?.Id;
        if (bodyId is not null)
            await SecretariatTasks.MakeAsync(
                session, rules, HeldTask, MailboxSubject, bodyId, null, () => InboundTexts.Say("HeldTask"),
                due: null, cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Whose secretariat looks at what belongs to nobody yet.</summary>
    private Body? FirstBody(ForumSession session)
    {
        var today = DateOnly.FromDateTime(session.Now.UtcDateTime);
        return rules.Bodies.All.FirstOrDefault(body => body.ValidTo is not { } last || last >= today);
    }

    private const string HeldTask = "heldMail";
}
