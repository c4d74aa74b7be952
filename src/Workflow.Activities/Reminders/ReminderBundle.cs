using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Reminders;

/// <summary>
/// One letter a day with all of a person's reminders; a party gets one for each consultation. The first mark of the morning that
/// fires writes it, under a Message-ID
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
                && mark.SubjectVersion == int.Parse(
                    signal.Data["subjectVersion"], System.Globalization.CultureInfo.InvariantCulture));
        var clock = new BodyClock(body.TimeZone);
        var who = ReminderMarks.WhoOf(mark.Rung);
        if (clock.Day(session.Now) > clock.Day(mark.Due))
        {
            Skip(session, subjectId, mark, ReminderTexts.TooLate);
            return;
        }

        var bundleId = ReminderTexts.BundleId(who, clock.Day(mark.Due));
        if (await session.LetterAsync(
            rules.Letters.ReminderId(bundleId, who), cancellationToken).ConfigureAwait(false) is { } sent)
        {
            // Set too late for this morning's letter: a second one a day is not sent, so it goes with the next.
            if (sent.AboutId != subjectId && sent.Version?.Split(' ').Contains(Duties.Key(subjectId, mark)) != true)
                await ReminderMarks.SetAsync(
                    session, subjectId, mark.SubjectVersion, ReminderMarks.RungOf(mark.Rung) + "+", who, body,
                    mark.Due.AddSeconds(1), cancellationToken).ConfigureAwait(false);
            return;
        }

        await WriteAsync(session, rules, bundleId, mark, who, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(
        ForumSession session, ForumRules rules, string bundleId, DeadlineInfo mark, string who,
        CancellationToken cancellationToken)
    {
        var marks = await session.DeadlinesDueAsync(ReminderMarks.Kind, mark.Due, cancellationToken)
            .ConfigureAwait(false);
        var lines = new List<ReminderLine>();
        foreach (var other in marks.Where(other => ReminderMarks.WhoOf(other.Rung) == who).Append(mark)
            .DistinctBy(other => (other.SubjectId, other.Rung, other.SubjectVersion)))
        {
            var isOwn = other.SubjectId == mark.SubjectId && other.Rung == mark.Rung;
            try
            {
                if (await Duties.OwedAsync(session, rules, other, who, cancellationToken).ConfigureAwait(false) is { } owed)
                    lines.Add(owed);
                else if (isOwn)
                    Skip(session, mark.SubjectId, mark, ReminderTexts.NotOwed);
            }
            catch (InvalidOperationException exception) when (!isOwn && MissingRules.Are(exception))
            {
                // Its own mark stops its own case; the letter of the sound ones must not wait for that.
                Skip(session, other.SubjectId, other, exception.Message);
            }
        }

        if (lines.Count == 0)
            return;
        var envelope = new Envelope(lines[0].To, lines[0].Body, lines[0].Reason, session.Now, lines[0].Version)
        {
            ReplyTo = lines[0].ReplyTo,
        };
        await session.AddLetterAsync(
            rules.Letters.Reminders(envelope, bundleId, who, [.. lines.Select(line => (line.Key, line.Duty))]),
            cancellationToken, mustBeNew: true)
            .ConfigureAwait(false);
    }

    private static void Skip(ForumSession session, string subjectId, DeadlineInfo mark, string why) => session.Audit(
        subjectId, "reminderSkipped", why,
        new Dictionary<string, string> { ["rung"] = ReminderMarks.RungOf(mark.Rung), ["to"] = ReminderMarks.WhoOf(mark.Rung) });
}

/// <param name="Key">Subject, version and rung: what the line is about.</param>
/// <param name="Version">Of the subject.</param>
internal sealed record ReminderLine(string Key, Recipient To, Body Body, string Reason, Duty Duty, string Version)
{
    /// <summary>Where a party's reply goes; null for all others.</summary>
    public string? ReplyTo { get; init; }
}
