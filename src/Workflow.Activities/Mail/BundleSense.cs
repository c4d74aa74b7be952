using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>Whether a letter of several reminders still reminds of anything.</summary>
internal static class BundleSense
{
    /// <summary>What the letter is about; the version of a bundle names each subject, with version and rung.</summary>
    public static IEnumerable<string> Subjects(Letter letter) => letter.Kind != LetterKinds.Reminders
        ? [letter.AboutId]
        : Lines(letter).Select(line => line.SubjectId).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// One line that has fallen spoils the text: the others are reminded of anew (<see cref="RemindAgainAsync"/>).
    /// </summary>
    public static string? WhyNot(MailSubjects subjects, Letter letter)
    {
        var lines = Lines(letter).ToList();
        return lines.Count(line => Stands(subjects, letter, line)) switch
        {
            0 => MailTexts.Say("AllAnswered"),
            var standing when standing < lines.Count => MailTexts.Say("SomeAnswered"),
            _ => null,
        };
    }

    /// <summary>
    /// What still stands of a letter that must not leave goes with the next one. To be called before the letter is marked as
    /// cancelled: a kill between the two finds it claimed, and a second call sets no second mark.
    /// </summary>
    public static Task RemindAgainAsync(ForumRuntime runtime, Letter letter, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<string>(
            new CommandEnvelope("remindAgain/" + letter.MessageId, "remindAgain", Actor.System),
            async (session, token) =>
            {
                var subjects = await LetterSense.SubjectsAsync(session, [letter], token).ConfigureAwait(false);
                foreach (var line in Lines(letter).Where(line => Stands(subjects, letter, line)))
                {
                    await session.AddDeadlineAsync(
                        new DeadlineRequest(
                            line.SubjectId, ReminderMarks.Kind, line.Rung + "+" + ReminderMarks.End(letter.ToPersonId),
                            line.Version, session.Now,
                            Signals.DeadlineDue),
                        token).ConfigureAwait(false);
                    session.Audit(line.SubjectId, "remindedAgain", MailTexts.Say("SomeAnswered"),
                        new Dictionary<string, string> { ["letter"] = letter.MessageId });
                }

                return letter.MessageId;
            },
            cancellationToken);

    private static IEnumerable<BundleLine> Lines(Letter letter) =>
        (letter.Version ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key =>
        {
            var (at, slash) = (key.LastIndexOf('@'), key.LastIndexOf('/'));
            return new BundleLine(
                Uri.UnescapeDataString(key[..at]), int.Parse(key[(at + 1)..slash], CultureInfo.InvariantCulture),
                Uri.UnescapeDataString(key[(slash + 1)..]));
        });

    /// <summary>Looked at as a letter about it alone would be: by its version, its meeting, and who is recused.</summary>
    private static bool Stands(MailSubjects subjects, Letter letter, BundleLine line) =>
        IsOpen(subjects, line.SubjectId) && LetterSense.WhyNot(
            subjects,
            letter with
            {
                Kind = LetterKinds.Reminder,
                AboutId = line.SubjectId,
                Version = line.Version.ToString(CultureInfo.InvariantCulture),
            }) is null;

    private static bool IsOpen(MailSubjects subjects, string subjectId) =>
        subjects.Approvals.GetValueOrDefault(subjectId) is { State: ApprovalState.Pending }
        || subjects.Consultations.GetValueOrDefault(subjectId) is { State: ConsultationState.Open }
        || subjects.Tasks.GetValueOrDefault(subjectId) is { DoneAt: null }
        || subjects.Items.GetValueOrDefault(subjectId) is { State: ItemState.AwaitingChair };
}

internal sealed record BundleLine(string SubjectId, int Version, string Rung);
