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
/// The last look at a letter before it leaves: between deciding it and sending it the thing it is about may have ended.
/// Only letters that ask for something, or say that nobody has answered, can become moot; one that tells what happened
/// always goes.
/// </summary>
internal static class LetterSense
{
    private static readonly string[] OfMeetings = [LetterKinds.Call, LetterKinds.Invitation, LetterKinds.Moved];

    private static readonly string[] Asking =
    [
        LetterKinds.ApprovalRequest, LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.HandOver, LetterKinds.Escalation,
        LetterKinds.SecretariatTask,
    ];

    /// <returns>Why it must not be sent; null where it still makes sense.</returns>
    public static async Task<string?> WhyNotAsync(ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        if (OfMeetings.Contains(letter.Kind))
            return await session.Meetings.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } meeting
                ? OfMeeting(meeting, letter)
                : null;
        if (letter.Kind == LetterKinds.Reminders)
            return await BundleSense.WhyNotAsync(session, letter, cancellationToken).ConfigureAwait(false);
        if (letter.Kind == LetterKinds.Outcome)
            return await OfOutcomeAsync(session, letter, cancellationToken).ConfigureAwait(false);
        return Asking.Contains(letter.Kind) ? await OfDutyAsync(session, letter, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The letter that tells of the newer date is there, or on its way.</summary>
    private static string? OfMeeting(Meeting meeting, Letter letter) =>
        meeting.State == MeetingState.Cancelled ? MailTexts.Say("MeetingCancelled", meeting.Date)
        : IsOlderThan(letter, meeting.ScheduleVersion) ? MailTexts.Say("MeetingMoved", meeting.Date)
        : null;

    private static async Task<string?> OfDutyAsync(ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        if (await session.Approvals.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } approval)
            return await OfApprovalAsync(session, approval, letter, cancellationToken).ConfigureAwait(false);
        if (await session.Consultations.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } consultation)
            return OfConsultation(consultation, letter);
        if (await session.Items.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } item)
            return item.IsRecused(letter.ToPersonId) ? MailTexts.Say("Recused")
                : item.State == ItemState.AwaitingChair ? null
                : MailTexts.Say("RouteChosen");
        return await session.Tasks.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { DoneAt: not null }
            ? MailTexts.Say("TaskDone")
            : null;
    }

    private static async Task<string?> OfOutcomeAsync(ForumSession session, Letter letter, CancellationToken cancellationToken) =>
        await session.Treatments.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } treatment
        && await session.Items.FindAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false) is { } item
        && item.IsRecused(letter.ToPersonId)
            ? MailTexts.Say("Recused")
            : null;

    private static async Task<string?> OfApprovalAsync(
        ForumSession session, Approval approval, Letter letter, CancellationToken cancellationToken)
    {
        if (approval.State != ApprovalState.Pending)
            return MailTexts.Say("ApprovalEnded");
        if (approval.RecusedIds.Contains(letter.ToPersonId))
            return MailTexts.Say("Recused");
        if (letter.Kind is LetterKinds.ApprovalRequest or LetterKinds.Reminder && IsOlderThan(letter, approval.Version))
            return MailTexts.Say("ApprovalChanged");
        // A meeting that is cancelled takes its approval back in the next step; until then nobody is asked in vain.
        return approval.Kind == ApprovalKind.Agenda
            && await session.Meetings.FindAsync(approval.AboutId, cancellationToken).ConfigureAwait(false)
                is { State: MeetingState.Cancelled } meeting
            ? MailTexts.Say("MeetingCancelled", meeting.Date)
            : null;
    }

    private static string? OfConsultation(Consultation consultation, Letter letter)
    {
        if (consultation.State != ConsultationState.Open)
            return MailTexts.Say("ConsultationEnded");
        if (IsOlderThan(letter, consultation.Version))
            return MailTexts.Say("ConsultationChanged");
        var party = consultation.Parties.FirstOrDefault(party => party.Id == letter.ToPersonId);
        return letter.Kind == LetterKinds.Reminder && party?.State is PartyState.Answered or PartyState.NoComments
            ? MailTexts.Say("PartyAnswered")
            : null;
    }

    /// <summary>The version begins with the subject's; a rung or the version of a page may follow. Without one nothing is known.</summary>
    private static bool IsOlderThan(Letter letter, int version)
    {
        var written = letter.Version?.Split('.', '/')[0];
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known < version;
    }
}
