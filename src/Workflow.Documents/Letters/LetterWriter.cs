using System.Globalization;
using Workflow.Documents.Calendar;
using Workflow.Documents.Printing;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Letters;

/// <summary>
/// Renders letters. Pure: the same facts give the same letter to the byte. A subject names the body, the meeting's day and
/// the item's number, never an item's title: subjects are shown on locked telephones and stored in mail logs.
/// </summary>
public sealed partial class LetterWriter(LetterOptions options)
{
    private readonly MeetingCalendar _calendar = new(options);
    private readonly LetterTemplates _templates = new(options.Templates);

    /// <summary>Whether letters carry links.</summary>
    public bool WritesLinks => options.PublicUrl is not null;

    /// <summary>
    /// Whether the document goes with the letter that asks about it: nobody outside can open the pages behind links.
    /// </summary>
    public bool AttachesDocuments => options.AttachesDocuments;

    /// <summary>Address of the page that a token opens; null where letters carry no link.</summary>
    public string? LinkTo(string token) => options.PublicUrl is { } url ? $"{url.TrimEnd('/')}/l/{token}" : null;

    /// <summary>The address whose local part carries a reply token (RFC 5233); null where no mail is read.</summary>
    public string? ReplyTo(string token)
    {
        var at = options.ReplyAddress?.LastIndexOf('@') ?? -1;
        return at > 0 ? $"{options.ReplyAddress![..at]}+r{token}{options.ReplyAddress[at..]}" : null;
    }

    /// <summary>Whether letters name an address that reads answers.</summary>
    public bool TakesReplies => options.ReplyAddress is not null;

    /// <summary>Asks for items before the submission deadline (UTC).</summary>
    public Letter Call(Envelope envelope, Meeting meeting, DateTimeOffset submissionDeadline)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["deadline"] = DeadlineText(envelope, LocalTime.Deadline(submissionDeadline, envelope.Body.TimeZone));
        return Write(envelope, LetterKinds.Call, meeting.Id, facts);
    }

    /// <param name="agenda">As this recipient may see it; null where the meeting is told without its agenda.</param>
    public Letter Invitation(Envelope envelope, Meeting meeting, MeetingPaper? agenda)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["items"] = AgendaLines(envelope, agenda);
        return Write(envelope, LetterKinds.Invitation, meeting.Id, facts) with
        {
            Calendar = _calendar.Request(envelope, meeting),
        };
    }

    /// <summary>The same calendar entry at its new time: same UID, higher sequence.</summary>
    /// <param name="previousDay">What the recipient was told before.</param>
    public Letter Moved(Envelope envelope, Meeting meeting, DateOnly previousDay, TimeOnly? previousTime = null)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["previous"] = PrintedDates.Sentence(previousDay, previousTime, CultureOf(envelope));
        facts["deadline"] = SubmissionAhead(envelope, meeting);
        return Write(envelope, LetterKinds.Moved, meeting.Id, facts) with
        {
            Calendar = _calendar.Request(envelope, meeting),
        };
    }

    public Letter Cancellation(Envelope envelope, Meeting meeting)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["why"] = PlainText.Lines(meeting.CancelledReason);
        return Write(envelope, LetterKinds.Cancellation, meeting.Id, facts) with
        {
            Calendar = _calendar.Cancel(envelope, meeting),
        };
    }

    /// <summary>Asks a party; told again with the reason when the deadline was extended (the consultation's version).</summary>
    public Letter HearingNotice(Envelope envelope, Consultation consultation) =>
        Write(envelope, LetterKinds.HearingNotice, consultation.Id, new()
        {
            ["title"] = PlainText.Line(consultation.Title),
            ["question"] = PlainText.Lines(consultation.Question),
            ["deadline"] = DeadlineText(envelope, LocalTime.Deadline(DeadlineOf(envelope, consultation), envelope.Body.TimeZone)),
            ["silence"] = PlainText.Lines(consultation.SilenceRule),
            ["document"] = ShortHash(consultation.DocumentHash),
            ["extended"] = PlainText.Lines(consultation.ExtendedReason),
            ["minutes"] = consultation.Kind == ConsultationKind.Minutes,
            ["attached"] = envelope.Attachment?.Name ?? "",
        }) with
        {
            Attachment = envelope.Attachment,
        };

    public Letter Reminder(Envelope envelope, Duty duty) => Write(OnRung(envelope, duty), LetterKinds.Reminder, duty);

    public Letter ApprovalRequest(Envelope envelope, Approval approval) =>
        Write(envelope, LetterKinds.ApprovalRequest, approval.Id, new()
        {
            ["kind"] = approval.Kind.ToString(),
            ["title"] = PlainText.Line(approval.Title),
            ["hash"] = ShortHash(approval.ContentHash),
            ["version"] = approval.Version.ToString(CultureInfo.InvariantCulture),
            ["due"] = PrintedDates.Sentence(approval.DueDay, null, CultureOf(envelope)),
            ["rule"] = approval.Rule.ToString(),
            ["level"] = approval.Levels.Count > 1 ? approval.Level.ToString(CultureInfo.InvariantCulture) : "",
            ["levels"] = approval.Levels.Count.ToString(CultureInfo.InvariantCulture),
            ["change"] = approval.Level == 1 || approval.VoidedIds.Contains(envelope.To.PersonId)
                ? PlainText.Lines(approval.Change)
                : "",
            ["voided"] = approval.VoidedIds.Contains(envelope.To.PersonId),
        });

    /// <summary>Tells the author that it was rejected, and why.</summary>
    /// <param name="by">Name of the person who rejected it.</param>
    public Letter Rejected(Envelope envelope, Approval approval, string by) =>
        Write(envelope, LetterKinds.Rejected, approval.Id, new()
        {
            ["title"] = PlainText.Line(approval.Title),
            ["by"] = PlainText.Line(by),
            ["why"] = PlainText.Lines(approval.Acts.Count > 0 ? approval.Acts[^1].Reason : null),
        });

    /// <summary>All reminders of a person and a day in one letter; a single one reads as it always has.</summary>
    /// <param name="bundleId">Names person and day; makes the Message-ID, so that there is never a second letter.</param>
    /// <param name="who">The recipient, as distinct from all others: a party's id is unique in its consultation only.</param>
    /// <param name="lines">Each with the key of what it is about, which stands in the letter's version.</param>
    public Letter Reminders(Envelope envelope, string bundleId, string who, IReadOnlyList<(string Key, Duty Duty)> lines)
    {
        var letter = lines is [var only]
            ? Reminder(envelope, only.Duty)
            : Write(envelope with { Version = string.Join(' ', lines.Select(line => line.Key)) },
                LetterKinds.Reminders, bundleId, new()
                {
                    ["count"] = lines.Count.ToString(CultureInfo.InvariantCulture),
                    ["lines"] = lines.Select(line => Line(envelope, line.Duty)).ToList(),
                });
        return letter with { MessageId = ReminderId(bundleId, who) };
    }

    public string ReminderId(string bundleId, string who) =>
        MessageIds.For(bundleId, LetterKinds.Reminders, who, "1", options.Domain);

    /// <summary>Tells that an answer is missing; the duty stays where it is.</summary>
    public Letter Escalation(Envelope envelope, Duty duty) => Write(OnRung(envelope, duty), LetterKinds.Escalation, duty);

    /// <summary>Tells the recipient that they now act on behalf of another.</summary>
    public Letter HandOver(Envelope envelope, Duty duty) => Write(OnRung(envelope, duty), LetterKinds.HandOver, duty);

    public Letter Outcome(Envelope envelope, Meeting meeting, ItemOutcome outcome)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["number"] = PlainText.Line(outcome.Number);
        facts["title"] = PlainText.Line(outcome.Title);
        facts["decision"] = PlainText.Lines(outcome.Decision);
        facts["route"] = outcome.Route.Kind.ToString();
        facts["to"] = PlainText.Line(outcome.Route.ToBody);
        facts["to_date"] = outcome.Route.ToDate is { } day ? PrintedDates.Running(day, null, CultureOf(envelope)) : "";
        facts["why"] = PlainText.Lines(outcome.Route.Reason);
        return Write(envelope, LetterKinds.Outcome, outcome.TreatmentId, facts);
    }

    public Letter Task(Envelope envelope, SecretariatTask task)
    {
        var due = task.Due is { } at ? DeadlineText(envelope, LocalTime.Deadline(at, envelope.Body.TimeZone)) : "";
        return Write(envelope, LetterKinds.SecretariatTask, task.Id, new()
        {
            ["text"] = PlainText.Lines(task.Text),
            ["number"] = PlainText.Line(task.ItemNumber),
            ["due"] = due,
        });
    }

    /// <param name="version">Of the published minutes, from 1.</param>
    /// <param name="correction">What was corrected in minutes that were published before; null for the first version.</param>
    public Letter MinutesPublished(Envelope envelope, Meeting meeting, int version, string? correction = null)
    {
        var facts = MeetingFacts(envelope, meeting);
        facts["correction"] = PlainText.Lines(correction);
        facts["version"] = version.ToString(CultureInfo.InvariantCulture);
        return Write(envelope, LetterKinds.MinutesPublished, meeting.Id, facts);
    }

    /// <summary>Tells one who was asked that no answer is wanted any more.</summary>
    /// <param name="aboutId">Id of the approval, consultation or item.</param>
    public Letter Withdrawn(Envelope envelope, string aboutId, string title, string? why) =>
        Write(envelope, LetterKinds.Withdrawn, aboutId, new()
        {
            ["title"] = PlainText.Line(title),
            ["why"] = PlainText.Lines(why),
        });

    private static Envelope OnRung(Envelope envelope, Duty duty) => envelope with { Version = $"{envelope.Version}/{duty.Rung}" };

    private Letter Write(Envelope envelope, string kind, Duty duty) =>
        Write(envelope with { Link = envelope.Link ?? duty.Link }, kind, duty.AboutId, new()
        {
            ["title"] = PlainText.Lines(duty.Title),
            ["due"] = duty.DueDay is { } day ? DeadlineText(envelope, (day, duty.DueTime)) : "",
            ["since"] = duty.Since is { } at ? PrintedDates.Running(at, envelope.Body.TimeZone, CultureOf(envelope)) : "",
            ["on_behalf_of"] = PlainText.Line(duty.OnBehalfOf),
            ["timing"] = Timing(envelope, duty),
        });

    private static Dictionary<string, object> Line(Envelope envelope, Duty duty) => new()
    {
        ["title"] = PlainText.Line(duty.Title),
        ["due"] = duty.DueDay is { } day ? DeadlineText(envelope, (day, duty.DueTime)) : "",
        ["timing"] = Timing(envelope, duty),
        ["link"] = duty.Link ?? "",
    };

    /// <summary>Read from the dates, never from the rung's name: a body's ladder names its rungs as it likes.</summary>
    private static string Timing(Envelope envelope, Duty duty)
    {
        var today = DateOnly.FromDateTime(LocalTime.Of(envelope.At, envelope.Body.TimeZone));
        return duty.DueDay switch
        {
            null => "open",
            { } due when today < due => "before",
            { } due when today == due => "today",
            _ => "passed",
        };
    }

    private Letter Write(Envelope envelope, string kind, string aboutId, Dictionary<string, object> facts)
    {
        var to = envelope.To;
        var culture = CultureOf(envelope);
        facts["name"] = PlainText.Line(to.Name);
        facts["body"] = PlainText.Line(envelope.Body.Name);
        facts["reason"] = PlainText.Line(envelope.Reason);
        facts["link"] = envelope.Link ?? "";
        var (subject, text) = _templates.Render(kind, culture, facts);
        return new Letter
        {
            MessageId = MessageIds.For(aboutId, kind, to.PersonId, envelope.Version, options.Domain),
            Kind = kind,
            AboutId = aboutId,
            ToPersonId = to.PersonId,
            ToName = PlainText.Line(to.Name),
            ToAddress = to.Address,
            Subject = subject,
            Text = text,
            Html = LetterHtml.Write(subject, text, culture, LinkStarts(envelope)),
            ReplyTo = envelope.ReplyTo,
            References = Thread(kind, aboutId, envelope),
            DecidedAt = envelope.At,
            Version = envelope.Version,
            Reason = envelope.Reason,
        };
    }

    private string[] LinkStarts(Envelope envelope) =>
        [.. new[] { options.PublicUrl is { } url ? url.TrimEnd('/') + "/l/" : null, envelope.Online }.OfType<string>()];

    private static Dictionary<string, object> MeetingFacts(Envelope envelope, Meeting meeting) => new()
    {
        ["meets"] = PrintedDates.Sentence(meeting.Date, meeting.Time, CultureOf(envelope)),
        ["day"] = PrintedDates.Running(meeting.Date, null, CultureOf(envelope)),
        ["place"] = PlainText.Line(meeting.Place),
        ["extraordinary"] = meeting.Extraordinary,
        ["online"] = envelope.Online ?? "",
    };

    /// <summary>Empty once no more items are taken in.</summary>
    private static string SubmissionAhead(Envelope envelope, Meeting meeting) =>
        meeting.State < MeetingState.SubmissionsClosed
        && meeting.Plan.FirstOrDefault(station => station.Kind == MeetingPlan.Submission) is { } submission
        && submission.Due > envelope.At
            ? DeadlineText(envelope, LocalTime.Deadline(submission.Due, envelope.Body.TimeZone))
            : "";

    private static string AgendaLines(Envelope envelope, MeetingPaper? agenda) => agenda is null
        ? ""
        : string.Join('\n', agenda.Items.Select(item =>
            $"- {PlainText.Line(item.Number)}. {ItemTitle.Of(item, envelope.Body)}"));

    /// <summary>UTC; a party may have a later one of its own.</summary>
    private static DateTimeOffset DeadlineOf(Envelope envelope, Consultation consultation) =>
        ConsultationRules.Find(consultation, envelope.To.PersonId) is { } party
            ? ConsultationRules.DeadlineOf(consultation, party)
            : consultation.Deadline;

    private static string DeadlineText(Envelope envelope, (DateOnly Day, TimeOnly? Time) deadline) =>
        PrintedDates.Sentence(deadline.Day, deadline.Time, CultureOf(envelope));

    private static string ShortHash(string hash) => PlainText.Line(hash.Length > 12 ? hash[..12] : hash);

    private static CultureInfo CultureOf(Envelope envelope) => Language.Culture(envelope.To.Language ?? envelope.Body.Language);
}
