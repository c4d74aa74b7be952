using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Reminders;

/// <summary>
/// One letter a day with all of a person's reminders. The first mark of the morning that fires writes it, under a Message-ID
/// made of person and day; the marks that fire after it find it there. Nothing is kept between them, so a kill at any line
/// leaves either no letter and all marks, or the letter.
/// </summary>
internal static class ReminderBundle
{
    public static async Task SendAsync(
        ForumSession session, ForumRules rules, string subjectId, Body body, Signal signal, CancellationToken cancellationToken)
    {
        var mark = (await session.DeadlinesOfAsync(subjectId, cancellationToken).ConfigureAwait(false))
            .Single(mark => mark.Kind == ReminderMarks.Kind && mark.Rung == signal.Data["rung"]
                && mark.SubjectVersion == int.Parse(signal.Data["subjectVersion"], System.Globalization.CultureInfo.InvariantCulture));
        var clock = new BodyClock(body.TimeZone);
        var personId = ReminderMarks.PersonOf(mark.Rung);
        if (clock.Day(session.Now) > clock.Day(mark.Due))
        {
            Skip(session, subjectId, mark, ReminderTexts.TooLate);
            return;
        }

        var bundleId = ReminderTexts.BundleId(personId, clock.Day(mark.Due));
        if (await session.LetterAsync(rules.Letters.ReminderId(bundleId, personId), cancellationToken).ConfigureAwait(false) is { } sent)
        {
            // Set too late for this morning's letter: a second one a day is not sent, so it goes with the next.
            if (sent.AboutId != subjectId && sent.Version?.Split(' ').Contains(Duties.Key(subjectId, mark)) != true)
                await ReminderMarks.SetAsync(
                    session, subjectId, mark.SubjectVersion, ReminderMarks.RungOf(mark.Rung) + "+", personId, body,
                    mark.Due.AddSeconds(1), cancellationToken).ConfigureAwait(false);
            return;
        }

        await WriteAsync(session, rules, bundleId, mark, personId, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(
        ForumSession session, ForumRules rules, string bundleId, DeadlineInfo mark, string personId, CancellationToken cancellationToken)
    {
        var marks = await session.DeadlinesDueAsync(ReminderMarks.Kind, mark.Due, ReminderMarks.End(personId), cancellationToken)
            .ConfigureAwait(false);
        var lines = new List<ReminderLine>();
        foreach (var other in marks.Append(mark).DistinctBy(other => (other.SubjectId, other.Rung, other.SubjectVersion)))
        {
            if (await Duties.OwedAsync(session, rules, other, personId, cancellationToken).ConfigureAwait(false) is { } owed)
                lines.Add(owed);
            else if (other.SubjectId == mark.SubjectId && other.Rung == mark.Rung)
                Skip(session, mark.SubjectId, mark, ReminderTexts.NotOwed);
        }

        if (lines.Count == 0)
            return;
        var envelope = new Envelope(lines[0].To, lines[0].Body, lines[0].Reason, session.Now, lines[0].Version);
        await session.AddLetterAsync(
            rules.Letters.Reminders(envelope, bundleId, [.. lines.Select(line => (line.Key, line.Duty))]), cancellationToken).ConfigureAwait(false);
    }

    private static void Skip(ForumSession session, string subjectId, DeadlineInfo mark, string why) => session.Audit(
        subjectId, "reminderSkipped", why, new Dictionary<string, string> { ["rung"] = ReminderMarks.RungOf(mark.Rung), ["to"] = ReminderMarks.PersonOf(mark.Rung) });
}

/// <param name="Key">Subject, version and rung: what the line is about.</param>
/// <param name="Version">Of the subject.</param>
internal sealed record ReminderLine(string Key, Recipient To, Body Body, string Reason, Duty Duty, string Version);
