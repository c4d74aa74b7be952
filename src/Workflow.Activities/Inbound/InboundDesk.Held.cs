using Workflow.Activities.Consultations;
using Workflow.Activities.Kernel;
using Workflow.Activities.Ports;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Inbound;

/// <param name="MailId">Of a held mail.</param>
public sealed record AssignMail(string MailId, string ConsultationId, string PartyId);

public sealed record DismissMail(string MailId, string Reason);

/// <summary>What a person decides on mail that could not be matched or read safely.</summary>
public sealed partial class InboundDesk
{
    /// <summary>So many of the newest are listed.</summary>
    private const int MostIgnored = 200;

    /// <summary>
    /// The mail is of that party, as of when it came in: a person's is its answer; a letter that came back, or a machine's
    /// words, stand in the ledger as what they are.
    /// </summary>
    public async Task<Ruling<ReceivedMail>> AssignAsync(
        AssignMail command, Actor actor, string commandId, CancellationToken cancellationToken)
    {
        // Before the transaction: scanning and searching its files takes its time. The bytes under a hash never change.
        var mail = await ReadAsync(command.MailId, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(
            command.MailId,
            new CommandEnvelope(commandId, "assignMail", actor),
            async (session, held, token) =>
            {
                if (await session.Consultations.FindAsync(
                    command.ConsultationId, token).ConfigureAwait(false) is not { } consultation)
                    return Unknown.Subject(command.ConsultationId);
                if (ConsultationRules.Find(consultation, command.PartyId) is null)
                    return InboundTexts.Refuse("not-a-party", command.PartyId, consultation.Title);
                return mail is not { Kind: not InboundKind.Unreadable }
                    ? InboundTexts.Refuse("mail-unreadable")
                    : await AssignAsync(
                        session, mail, consultation, command.PartyId, InboundTexts.Say("Assigned", actor.Name), token)
                        .ConfigureAwait(false) with
                    { FiledAt = held.FiledAt };
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<ReceivedMail> AssignAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, string reason,
        CancellationToken cancellationToken) => mail.Kind switch
        {
            InboundKind.Bounce => BouncedAsync(session, mail, consultation, partyId, reason, cancellationToken),
            InboundKind.AutomaticReply or InboundKind.OutOfOffice =>
                NoteAsync(session, mail, consultation, partyId, reason, cancellationToken),
            _ => TakeAsync(session, mail, consultation, partyId, reason, cancellationToken),
        };

    /// <summary>
    /// The report does not say which letter came back: the newest notice, unless it names an address that is asked no more.
    /// </summary>
    private async Task<ReceivedMail> BouncedAsync(
        ForumSession session, InboundMail mail, Consultation consultation, string partyId, string reason,
        CancellationToken cancellationToken)
    {
        var (bounce, party) = (mail.Bounces[0], ConsultationRules.Find(consultation, partyId)!);
        var isFormer = party.Contact > 0 && bounce.Address is { } address
            && !string.Equals(address, party.Address, StringComparison.OrdinalIgnoreCase);
        var notice = (await ConsultationDelivery.LettersAsync(session, consultation.Id, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(
                newest => newest.Kind == LetterKinds.HearingNotice && newest.RecipientId == partyId && !isFormer);
        if (notice is not null)
            session.MarkBounced(notice.MessageId, WhyBounced(bounce));
        var happened = Bounced(session, mail, bounce, isFormer) with { Letter = notice?.MessageId, Attempt = notice?.Attempts };
        await ConsultationDelivery.NoteAsync(
            session, rules, consultation, partyId, happened, cancellationToken).ConfigureAwait(false);
        return Row(session, mail, MailState.Filed, reason, consultation.Id, partyId);
    }

    /// <summary>The mail is of no concern; it is kept.</summary>
    public Task<Ruling<ReceivedMail>> DismissAsync(
        DismissMail command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        SettleAsync(
            command.MailId,
            new CommandEnvelope(commandId, "dismissMail", actor),
            (_, held, _) => Task.FromResult<Ruling<ReceivedMail>>(string.IsNullOrWhiteSpace(command.Reason)
                ? InboundTexts.Refuse("reason-missing")
                : held with { State = MailState.Ignored, Reason = InboundTexts.Say("Dismissed", actor.Name, command.Reason) }),
            cancellationToken);

    public Task<IReadOnlyList<ReceivedMail>> HeldAsync(CancellationToken cancellationToken) =>
        runtime.ReadAsync((session, token) => session.HeldMailAsync(token), cancellationToken);

    /// <summary>
    /// What was taken for a machine's and belongs to nobody, or was dismissed, the newest first: a person may see at any time
    /// whether somebody's words are among it.
    /// </summary>
    public Task<IReadOnlyList<ReceivedMail>> IgnoredAsync(CancellationToken cancellationToken) =>
        runtime.ReadAsync((session, token) => session.IgnoredMailAsync(MostIgnored, token), cancellationToken);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<ReceivedMail>> AboutAsync(string subjectId, CancellationToken cancellationToken) =>
        runtime.ReadAsync((session, token) => session.MailAboutAsync(subjectId, token), cancellationToken);

    /// <returns>The mail as it came; null where there is none.</returns>
    public Task<byte[]?> BytesAsync(string mailId, CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) => await session.MailAsync(mailId, token).ConfigureAwait(false) is null
            ? null
            : (await session.FileAsync(mailId, token).ConfigureAwait(false))?.Content,
        cancellationToken);

    /// <returns>Null where there is no such mail, or only a part of it was kept.</returns>
    private async Task<InboundMail?> ReadAsync(string mailId, CancellationToken cancellationToken)
    {
        var (held, content) = await runtime.ReadAsync(
            async (session, token) => (
                await session.MailAsync(mailId, token).ConfigureAwait(false),
                (await session.FileAsync(mailId, token).ConfigureAwait(false))?.Content),
            cancellationToken).ConfigureAwait(false);
        return held is not { IsWhole: true, State: MailState.Held } || content is null
            ? null
            : await reader.ReadAsync(new MailboxItem(mailId, content, held.Size, held.IsWhole, held.ReceivedAt),
                cancellationToken).ConfigureAwait(false);
    }

    private Task<Ruling<ReceivedMail>> SettleAsync(
        string mailId,
        CommandEnvelope envelope,
        Func<ForumSession, ReceivedMail, CancellationToken, Task<Ruling<ReceivedMail>>> decide,
        CancellationToken cancellationToken) => runtime.ExecuteAsync<ReceivedMail>(
            envelope,
            async (session, token) =>
            {
                if (await session.MailAsync(mailId, token).ConfigureAwait(false) is not { } mail)
                    return Unknown.Subject(mailId);
                if (mail.State != MailState.Held)
                    return InboundTexts.Refuse("mail-not-held");
                var decided = await decide(session, mail, token).ConfigureAwait(false);
                if (!decided.IsAccepted)
                    return decided;
                var settled = decided.Value;
                // Held again for another reason: the person is told, and nothing is done.
                if (settled.State == MailState.Held)
                    return InboundTexts.Refuse("mail-not-taken", settled.Reason);
                if (!await session.SettleMailAsync(settled, token).ConfigureAwait(false))
                    return InboundTexts.Refuse("mail-not-held");
                Audit(session, settled);
                if (await session.HeldMailAsync(token).ConfigureAwait(false) is [])
                    await DoneAsync(session, token).ConfigureAwait(false);
                return settled;
            },
            cancellationToken);

    private static async Task DoneAsync(ForumSession session, CancellationToken cancellationToken)
    {
        foreach (var task in await session.OpenTasksAsync(MailboxSubject, cancellationToken).ConfigureAwait(false))
        {
            if (task.Kind == HeldTask)
                await TaskDesk.CompleteAsync(session, task, cancellationToken).ConfigureAwait(false);
        }
    }
}
