using System.Globalization;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>
/// The last look at letters before they leave: between deciding one and sending it the thing it is about may have ended.
/// Only letters that ask for something, or say that nobody has answered, can become moot; one that tells what happened
/// always goes.
/// </summary>
internal static class LetterSense
{
    private static readonly string[] OfMeetings = [LetterKinds.Call, LetterKinds.Invitation, LetterKinds.Moved];

    private static readonly string[] Asking =
    [
        LetterKinds.ApprovalRequest, LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.HandOver,
        LetterKinds.Escalation,
        LetterKinds.SecretariatTask,
    ];

    /// <summary>Reads what the letters are about, all of it in one go.</summary>
    public static Task<MailSubjects> SubjectsAsync(
        ForumSession session, IEnumerable<Letter> letters, CancellationToken cancellationToken)
    {
        var ids = letters.Where(CanBeMoot).SelectMany(BundleSense.Subjects).ToHashSet(StringComparer.Ordinal);
        return ids.Count == 0 ? Task.FromResult(new MailSubjects()) : session.MailSubjectsAsync(ids, cancellationToken);
    }

    /// <returns>Why it must not be sent; null where it still makes sense.</returns>
    public static string? WhyNot(MailSubjects subjects, Letter letter) => letter.Kind switch
    {
        LetterKinds.Reminders => BundleSense.WhyNot(subjects, letter),
        _ when IsRecused(subjects, letter.AboutId, letter.ToPersonId) => MailTexts.Say("Recused"),
        var kind when OfMeetings.Contains(kind) =>
            subjects.Meetings.GetValueOrDefault(letter.AboutId) is { } meeting ? OfMeeting(meeting, letter) : null,
        LetterKinds.Slot =>
            subjects.Treatments.GetValueOrDefault(letter.AboutId) is { } treatment && IsOlderThan(letter, treatment.SlotLetters)
                ? MailTexts.Say("SlotChanged")
                : null,
        var kind when Asking.Contains(kind) => OfDuty(subjects, letter),
        _ => null,
    };

    /// <summary>The same for a single letter, read afresh.</summary>
    public static async Task<string?> WhyNotAsync(ForumSession session, Letter letter, CancellationToken cancellationToken) =>
        WhyNot(await SubjectsAsync(session, [letter], cancellationToken).ConfigureAwait(false), letter);

    private static bool CanBeMoot(Letter letter) =>
        letter.Kind is LetterKinds.Reminders or LetterKinds.Outcome or LetterKinds.Rejected
            or LetterKinds.Withdrawn or LetterKinds.Slot
        || OfMeetings.Contains(letter.Kind) || Asking.Contains(letter.Kind);

    /// <summary>The letter that tells of the newer date is there, or on its way.</summary>
    private static string? OfMeeting(Meeting meeting, Letter letter) =>
        meeting.State == MeetingState.Cancelled ? MailTexts.Say("MeetingCancelled", meeting.Date)
        : IsOlderThan(letter, meeting.ScheduleVersion) ? MailTexts.Say("MeetingMoved", meeting.Date)
        : null;

    private static string? OfDuty(MailSubjects subjects, Letter letter)
    {
        if (subjects.Approvals.GetValueOrDefault(letter.AboutId) is { } approval)
            return OfApproval(subjects, approval, letter);
        if (subjects.Consultations.GetValueOrDefault(letter.AboutId) is { } consultation)
            return OfConsultation(consultation, letter);
        if (subjects.Items.GetValueOrDefault(letter.AboutId) is { } item)
            return item.State == ItemState.AwaitingChair ? null : MailTexts.Say("RouteChosen");
        return subjects.Tasks.GetValueOrDefault(letter.AboutId) is { DoneAt: not null } ? MailTexts.Say("TaskDone") : null;
    }

    /// <summary>A person recused is told nothing of the item any more, not even how it went.</summary>
    internal static bool IsRecused(MailSubjects subjects, string aboutId, string personId)
    {
        if (subjects.Approvals.GetValueOrDefault(aboutId) is { } approval)
            return approval.RecusedIds.Contains(personId);
        var itemId = subjects.Treatments.GetValueOrDefault(aboutId)?.ItemId ?? aboutId;
        return subjects.Items.GetValueOrDefault(itemId)?.IsRecused(personId) == true;
    }

    private static string? OfApproval(MailSubjects subjects, Approval approval, Letter letter)
    {
        if (approval.State != ApprovalState.Pending)
            return MailTexts.Say("ApprovalEnded");
        if (IsOlderThan(letter, approval.Version))
            return MailTexts.Say("ApprovalChanged");
        if (letter.Kind != LetterKinds.Escalation && HasApproved(approval, letter.ToPersonId))
            return MailTexts.Say("HasApproved");
        // A meeting that is cancelled takes its approval back in the next step; until then nobody is asked in vain.
        return approval.Kind == ApprovalKind.Agenda
            && subjects.Meetings.GetValueOrDefault(approval.AboutId) is { State: MeetingState.Cancelled } meeting
            ? MailTexts.Say("MeetingCancelled", meeting.Date)
            : null;
    }

    /// <summary>
    /// Where several must approve, the others are still asked. An escalation tells of those: it goes to whoever has approved,
    /// too.
    /// </summary>
    private static bool HasApproved(Approval approval, string personId) =>
        approval.Approvers.Any(approver => approver.HolderId == personId)
        && approval.Approvers.All(approver => approver.HolderId != personId || approver.HasApproved);

    private static string? OfConsultation(Consultation consultation, Letter letter)
    {
        if (consultation.State != ConsultationState.Open)
            return MailTexts.Say("ConsultationEnded");
        if (IsOlderThan(letter, consultation.Version))
            return MailTexts.Say("ConsultationChanged");
        var party = consultation.Parties.FirstOrDefault(party => party.Id == letter.ToPersonId);
        if (letter.Kind is LetterKinds.HearingNotice or LetterKinds.Reminder && IsToFormerContact(party, letter))
            return MailTexts.Say("NewContact");
        return letter.Kind == LetterKinds.Reminder && party?.State is PartyState.Answered or PartyState.NoComments
            ? MailTexts.Say("PartyAnswered")
            : null;
    }

    /// <summary>
    /// Whoever was asked before may be a stranger with a like address, and the link in the letter opens nothing any more.
    /// </summary>
    private static bool IsToFormerContact(ConsultationParty? party, Letter letter) =>
        party?.Address is { Length: > 0 } address
        && !string.Equals(address, letter.ToAddress, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The version begins with the subject's; a rung or the version of a page may follow. Without one nothing is known.
    /// </summary>
    private static bool IsOlderThan(Letter letter, int version)
    {
        var written = letter.Version?.Split('.', '/')[0];
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known < version;
    }
}
