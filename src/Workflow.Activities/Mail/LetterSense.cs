using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>
/// The last look at a letter before it leaves: between deciding it and sending it the thing it is about may have ended.
/// Only letters that ask for something can become moot; one that tells what happened always goes.
/// </summary>
internal static class LetterSense
{
    private static readonly string[] OfMeetings = [LetterKinds.Call, LetterKinds.Invitation, LetterKinds.Moved];

    private static readonly string[] Asking =
        [LetterKinds.ApprovalRequest, LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.HandOver, LetterKinds.SecretariatTask];

    /// <returns>Why it must not be sent; null where it still makes sense.</returns>
    public static async Task<string?> WhyNotAsync(ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        if (OfMeetings.Contains(letter.Kind))
            return await session.Meetings.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } meeting
                ? OfMeeting(meeting)
                : null;
        return Asking.Contains(letter.Kind) ? await OfDutyAsync(session, letter, cancellationToken).ConfigureAwait(false) : null;
    }

    private static string? OfMeeting(Meeting meeting) =>
        meeting.State == MeetingState.Cancelled ? MailTexts.Say("MeetingCancelled", meeting.Date) : null;

    private static async Task<string?> OfDutyAsync(ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        if (await session.Approvals.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } approval)
            return approval.State == ApprovalState.Pending ? null : MailTexts.Say("ApprovalEnded");
        if (await session.Consultations.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { } consultation)
            return OfConsultation(consultation, letter);
        return await session.Tasks.FindAsync(letter.AboutId, cancellationToken).ConfigureAwait(false) is { DoneAt: not null }
            ? MailTexts.Say("TaskDone")
            : null;
    }

    private static string? OfConsultation(Consultation consultation, Letter letter)
    {
        if (consultation.State != ConsultationState.Open)
            return MailTexts.Say("ConsultationEnded");
        var party = consultation.Parties.FirstOrDefault(party => party.Id == letter.ToPersonId);
        return letter.Kind == LetterKinds.Reminder && party?.State is PartyState.Answered or PartyState.NoComments
            ? MailTexts.Say("PartyAnswered")
            : null;
    }
}
