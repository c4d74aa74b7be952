using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>Whether a letter of several reminders still reminds of anything.</summary>
internal static class BundleSense
{
    /// <summary>What the letter is about; the version of a bundle names each subject, with version and rung.</summary>
    public static IEnumerable<string> Subjects(Letter letter) => letter.Kind != LetterKinds.Reminders
        ? [letter.AboutId]
        : (letter.Version ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(key => Uri.UnescapeDataString(key[..key.LastIndexOf('@')])).Distinct(StringComparer.Ordinal);

    public static string? WhyNot(MailSubjects subjects, Letter letter) =>
        Subjects(letter).Any(subjectId =>
            IsOpen(subjects, subjectId) && !LetterSense.IsRecused(subjects, subjectId, letter.ToPersonId)) ? null : MailTexts.Say("AllAnswered");

    private static bool IsOpen(MailSubjects subjects, string subjectId) =>
        subjects.Approvals.GetValueOrDefault(subjectId) is { State: ApprovalState.Pending }
        || subjects.Consultations.GetValueOrDefault(subjectId) is { State: ConsultationState.Open }
        || subjects.Tasks.GetValueOrDefault(subjectId) is { DoneAt: null }
        || subjects.Items.GetValueOrDefault(subjectId) is { State: ItemState.AwaitingChair };
}
