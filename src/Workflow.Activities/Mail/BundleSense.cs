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

    public static async Task<string?> WhyNotAsync(ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        foreach (var subjectId in Subjects(letter))
        {
            if (await IsOpenAsync(session, subjectId, cancellationToken).ConfigureAwait(false))
                return null;
        }

        return MailTexts.Say("AllAnswered");
    }

    private static async Task<bool> IsOpenAsync(ForumSession session, string subjectId, CancellationToken cancellationToken) =>
        await session.Approvals.FindAsync(subjectId, cancellationToken).ConfigureAwait(false) is { State: ApprovalState.Pending }
        || await session.Consultations.FindAsync(subjectId, cancellationToken).ConfigureAwait(false) is { State: ConsultationState.Open }
        || await session.Tasks.FindAsync(subjectId, cancellationToken).ConfigureAwait(false) is { DoneAt: null }
        || await session.Items.FindAsync(subjectId, cancellationToken).ConfigureAwait(false) is { State: ItemState.AwaitingChair };
}
