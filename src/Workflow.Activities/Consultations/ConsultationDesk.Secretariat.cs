using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

/// <param name="At">UTC; when the answer came, as the ledger has it. Null: the newest late one.</param>
public sealed record AdmitResponse(string ConsultationId, string PartyId, DateTimeOffset? At = null);

/// <param name="At">UTC; when the answer came, as the ledger has it. Null: the newest late one.</param>
public sealed record FileResponse(string ConsultationId, string PartyId, DateTimeOffset? At = null);

/// <param name="Deadline">With its offset; a later deadline for this party alone. Null: the consultation's own.</param>
public sealed record ChangeContact(string ConsultationId, string PartyId, string Address, DateTimeOffset? Deadline = null);

/// <param name="Followed">Whether the comment was followed; null where that is no yes or no.</param>
public sealed record ReplyToResponse(string ConsultationId, string PartyId, string Text, bool? Followed = null);

public sealed record ReleaseResponse(string ConsultationId, string PartyId, string Reason);

/// <summary>What the secretariat decides on single parties. After the close it shows in a new version of the note.</summary>
public sealed partial class ConsultationDesk
{
    /// <summary>That a late answer was admitted or filed could be told to nobody.</summary>
    public const string UntoldTask = "untoldLateAnswer";

    /// <summary>The late answer counts; its sender is told.</summary>
    public Task<Ruling<Consultation>> AdmitAsync(
        AdmitResponse command, Actor actor, string commandId, CancellationToken cancellationToken) => DecideAsync(
            command.ConsultationId, command.PartyId,
            new CommandEnvelope(commandId, "admitResponse", actor),
            (consultation, session) => ConsultationRules.Admit(consultation, command.PartyId, session.Now, command.At),
            async (before, after, party, session) =>
            {
                string Text() => ConsultationTexts.Admitted(after, party);
                session.Audit(after.Id, "lateAnswerAdmitted", Text());
                await LateSettledAsync(session, before, after, party, cancellationToken).ConfigureAwait(false);
                ConsultationAnswers.TellIfAllAnswered(session, before, after);
                return Text;
            },
            cancellationToken);

    /// <summary>The late answer is kept on file and does not count; its sender is told.</summary>
    public Task<Ruling<Consultation>> FileAsync(
        FileResponse command, Actor actor, string commandId, CancellationToken cancellationToken) => DecideAsync(
            command.ConsultationId, command.PartyId,
            new CommandEnvelope(commandId, "fileResponse", actor),
            (consultation, session) => ConsultationRules.File(consultation, command.PartyId, session.Now, command.At),
            async (before, after, party, session) =>
            {
                session.Audit(after.Id, "lateAnswerFiled", ConsultationTexts.Filed(after, party));
                await LateSettledAsync(session, before, after, party, cancellationToken).ConfigureAwait(false);
                return null;
            },
            cancellationToken);

    /// <summary>
    /// Somebody else is asked for the party, with its own deadline where one is given. The links of whoever was asked before open
    /// nothing any more; the party's draft and answers stay with the party.
    /// </summary>
    public Task<Ruling<Consultation>> ChangeContactAsync(
        ChangeContact command, Actor actor, string commandId, CancellationToken cancellationToken) => DecideAsync(
            command.ConsultationId, command.PartyId,
            new CommandEnvelope(commandId, "changeContact", actor),
            (consultation, session) => ConsultationLedgerRules.NewContact(
                consultation, command.PartyId, command.Address, command.Deadline?.ToUniversalTime(), session.Now),
            async (before, after, party, session) =>
            {
                session.Audit(after.Id, "newContact", ConsultationTexts.NewContact(after, party), new Dictionary<string, string>
                {
                    ["about"] = after.AboutId,
                    ["party"] = party.Name,
                });
                await ConsultationDelivery.DoneAsync(session, before, party, cancellationToken).ConfigureAwait(false);
                session.Revoke(after.Id, party.Id, LinkRules.NewContact);
                await SendHearingNotices.TellAgainAsync(session, rules, after, party, cancellationToken).ConfigureAwait(false);
                return null;
            },
            cancellationToken);

    /// <summary>The body's reply stands beside the comment in the note.</summary>
    public Task<Ruling<Consultation>> ReplyAsync(
        ReplyToResponse command, Actor actor, string commandId, CancellationToken cancellationToken) => DecideAsync(
            command.ConsultationId, command.PartyId,
            new CommandEnvelope(commandId, "replyToResponse", actor),
            (consultation, _) => ConsultationLedgerRules.Reply(
                consultation, command.PartyId, new BodyReply(command.Text, command.Followed)),
            (_, after, party, session) =>
            {
                string Text() => ConsultationTexts.Replied(after, party);
                session.Audit(after.Id, "replied", Text());
                return Task.FromResult<Func<string>?>(Text);
            },
            cancellationToken);

    /// <summary>
    /// An answer with a personal number in it is published after all, on the responsibility of whoever says why.
    /// </summary>
    public Task<Ruling<Consultation>> ReleaseAsync(
        ReleaseResponse command, Actor actor, string commandId, CancellationToken cancellationToken) => DecideAsync(
            command.ConsultationId, command.PartyId,
            new CommandEnvelope(commandId, "releaseResponse", actor),
            (consultation, _) => ConsultationLedgerRules.Release(consultation, command.PartyId, command.Reason),
            async (_, after, party, session) =>
            {
                string Text() => ConsultationTexts.Released(after, party, command.Reason);
                session.Audit(after.Id, "released", Text(), new Dictionary<string, string> { ["reason"] = command.Reason });
                await ConsultationAnswers.DoneAsync(
                    session, after, ConsultationAnswers.PersonalNumberTask, party.Id, cancellationToken)
                    .ConfigureAwait(false);
                return Text;
            },
            cancellationToken);

    private async Task LateSettledAsync(
        ForumSession session, Consultation before, Consultation consultation, ConsultationParty party,
        CancellationToken cancellationToken)
    {
        var undecided = ConsultationRules.Find(before, party.Id)!.Responses;
        var settled = party.Responses.Where(
            (response, i) => response.Admitted != undecided[i].Admitted || response.Filed != undecided[i].Filed).Single();
        await ConsultationAnswers.DoneAsync(
            session, consultation, ConsultationAnswers.LateTask, ConsultationAnswers.IdOf(party, settled), cancellationToken)
            .ConfigureAwait(false);
        if (await WhoWroteAsync(session, party, settled, cancellationToken).ConfigureAwait(false) is { } to)
            await TellAsync(session, consultation, settled, to, cancellationToken).ConfigureAwait(false);
        else
            await ConsultationAnswers.AskAsync(
                session, rules, consultation, UntoldTask, ConsultationAnswers.IdOf(party, settled),
                () => ConsultationTexts.UntoldTask(consultation, party, settled.Admitted), cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task TellAsync(
        ForumSession session, Consultation consultation, ConsultationResponse settled, Recipient to,
        CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var envelope = await new Envelope(
            to, body, BodyLanguage.Of(body, () => ConsultationTexts.WhyParty(consultation)), session.Now,
            $"{consultation.Version}/late-{settled.At.UtcTicks}")
            .WithReplyAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        await session.AddLetterAsync(
            rules.Letters.LateAnswer(envelope, consultation, settled.At, settled.Admitted), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// An answer by mail may have come from another address than the party's, to which letters may not even arrive: as with the
    /// receipt, whoever wrote is told.
    /// </summary>
    /// <returns>Null where nobody can be told.</returns>
    private static async Task<Recipient?> WhoWroteAsync(
        ForumSession session, ConsultationParty party, ConsultationResponse answer, CancellationToken cancellationToken)
    {
        if (answer is { Source: AnswerSource.Mail, Evidence: { } hash }
            && await session.MailAsync(hash, cancellationToken).ConfigureAwait(false) is
            { MayBeAnswered: true, FromAddress: { Length: > 0 } sender } mail)
            return new Recipient(party.Id, mail.FromName ?? party.Name, sender);
        return party is { Address: { Length: > 0 } address, IsOutOfReach: false }
            ? new Recipient(party.Id, party.Name, address)
            : null;
    }

    /// <param name="write">Gives what changed for readers of the note, or null where nothing did.</param>
    private Task<Ruling<Consultation>> DecideAsync(
        string consultationId,
        string partyId,
        CommandEnvelope envelope,
        Func<Consultation, ForumSession, Ruling<Consultation>> decide,
        Func<Consultation, Consultation, ConsultationParty, ForumSession, Task<Func<string>?>> write,
        CancellationToken cancellationToken) => ChangeAsync(
            consultationId,
            envelope,
            decide,
            async (before, after, session) =>
            {
                var changed = await write(before, after, ConsultationRules.Find(after, partyId)!, session).ConfigureAwait(false);
                // Before the note is there, it will say so by itself.
                if (changed is not null && after is { State: ConsultationState.Closed, Note: not null })
                    await HearingNotes.WriteAsync(session, rules, after, changed, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
}
