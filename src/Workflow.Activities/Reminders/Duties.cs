using System.Globalization;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Reminders;

/// <summary>Whether somebody still owes what a mark would remind them of.</summary>
internal static class Duties
{
    public static string Key(string subjectId, DeadlineInfo mark) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Uri.EscapeDataString(subjectId)}@{mark.SubjectVersion}/{Uri.EscapeDataString(ReminderMarks.RungOf(mark.Rung))}");

    /// <summary>Null where nothing is owed any more, or not by this person or party.</summary>
    public static async Task<ReminderLine?> OwedAsync(
        ForumSession session, ForumRules rules, DeadlineInfo mark, string who, CancellationToken cancellationToken)
    {
        if (await session.Approvals.FindAsync(mark.SubjectId, cancellationToken).ConfigureAwait(false) is { } approval)
            return await OfApprovalAsync(session, rules, approval, mark, who, cancellationToken).ConfigureAwait(false);
        if (await session.Consultations.FindAsync(mark.SubjectId, cancellationToken).ConfigureAwait(false) is { } consultation)
            return await OfConsultationAsync(session, rules, consultation, mark, who, cancellationToken).ConfigureAwait(false);
        if (await session.Tasks.FindAsync(mark.SubjectId, cancellationToken).ConfigureAwait(false) is { DoneAt: null } task)
        {
            var body = rules.Today(task.BodyId, session);
            var owes = new Roles(rules, body, session.Now).Secretariat.Any(person => person.Id == who);
            if (!owes)
                return null;
            return Line(
                rules, body, mark, who, BodyLanguage.Of(body, () => TaskTexts.WhySecretariat), Duty.Of(task, body, Rung(mark)));
        }

        return await session.Items.FindAsync(
            mark.SubjectId, cancellationToken).ConfigureAwait(false) is { State: ItemState.AwaitingChair } item
            ? await OfChoiceAsync(session, rules, item, mark, who, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static async Task<ReminderLine?> OfApprovalAsync(
        ForumSession session, ForumRules rules, Approval approval, DeadlineInfo mark, string personId,
        CancellationToken cancellationToken)
    {
        if (approval.State != ApprovalState.Pending || approval.Version != mark.SubjectVersion)
            return null;
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var settled = ApprovalDuties.Settle(approval, rules.People, new Roles(rules, body, session.Now).Today);
        var approver = settled.Approvers.FirstOrDefault(approver => !approver.HasApproved && approver.HolderId == personId);
        if (approver is null)
            return null;
        var link = await LetterLinks.ApproveAsync(
            session, rules, approval, body, personId, cancellationToken).ConfigureAwait(false);
        return Line(
            rules, body, mark, personId, BodyLanguage.Of(body, () => ApprovalTexts.WhyApprover(approver)),
            Duty.Of(settled, Rung(mark)) with { Link = link });
    }

    private static async Task<ReminderLine?> OfConsultationAsync(
        ForumSession session, ForumRules rules, Consultation consultation, DeadlineInfo mark, string who,
        CancellationToken cancellationToken)
    {
        if (consultation.State != ConsultationState.Open || consultation.Version != mark.SubjectVersion)
            return null;
        var party = ConsultationRules.Unanswered(
            consultation).FirstOrDefault(party => ReminderMarks.Party(consultation.Id, party.Id) == who);
        if (party?.Address is not { Length: > 0 } address)
            return null;
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var link = await LetterLinks.AnswerAsync(
            session, rules, consultation, body, party.Id, cancellationToken).ConfigureAwait(false);
        return new ReminderLine(
            Key(consultation.Id, mark), new Recipient(party.Id, party.Name, address), body,
            BodyLanguage.Of(body, () => ConsultationTexts.WhyParty(consultation)),
            Duty.Of(consultation, body, Rung(mark), party) with { Link = link }, Version(mark))
        {
            ReplyTo = await LetterLinks.ReplyToAsync(
                session, rules, consultation, party.Id, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<ReminderLine?> OfChoiceAsync(
        ForumSession session, ForumRules rules, Item item, DeadlineInfo mark, string personId,
        CancellationToken cancellationToken)
    {
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (treatment.Round != mark.SubjectVersion)
            return null;
        var body = rules.Bodies.Get(treatment.BodyId, treatment.RulesFrom);
        var chair = ChairLadder.Asked(rules, body, item, session.Now).FirstOrDefault(chair => chair.Person.Id == personId);
        return chair.Person is null ? null
            : Line(rules, body, mark, personId, chair.Reason, ChairLadder.Duty(body, item, treatment, Rung(mark), session.Now));
    }

    private static ReminderLine? Line(
        ForumRules rules, Body body, DeadlineInfo mark, string personId, string reason, Duty duty) =>
        Recipients.Of(rules.People.Find(personId)) is { } to
            ? new ReminderLine(Key(mark.SubjectId, mark), to, body, reason, duty, Version(mark))
            : null;

    private static string Rung(DeadlineInfo mark) => ReminderMarks.RungOf(mark.Rung).TrimEnd('+');

    private static string Version(DeadlineInfo mark) => mark.SubjectVersion.ToString(CultureInfo.InvariantCulture);
}
