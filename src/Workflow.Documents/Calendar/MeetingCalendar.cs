using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Workflow.Documents.Labels;
using Workflow.Documents.Letters;
using Workflow.Documents.Printing;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;

namespace Workflow.Documents.Calendar;

/// <summary>
/// A meeting as an entry in one recipient's calendar (RFC 5545, RFC 5546). The UID lives as long as the meeting's id, so a
/// move changes the entry that is there. No item and no title stands in it: calendars are shared with others.
/// </summary>
public sealed class MeetingCalendar(LetterOptions options)
{
    private const string Product = "-//Workflow//Forum//DA";
    private const string SlotMark = "slot.";
    private const int MostDots = 30;

    /// <summary>Invites, or moves: the sequence is the number of moves, and of links that came later.</summary>
    public CalendarPart Request(Envelope envelope, Meeting meeting) =>
        Write("REQUEST", envelope,
            Event(envelope, meeting, Of(envelope, meeting), meeting.ScheduleVersion - 1 + meeting.LinkUpdates, "CONFIRMED"));

    /// <summary>Cancels: one past the last request that can have been sent.</summary>
    public CalendarPart Cancel(Envelope envelope, Meeting meeting) =>
        Write("CANCEL", envelope,
            Event(envelope, meeting, Of(envelope, meeting), meeting.ScheduleVersion + meeting.LinkUpdates, "CANCELLED"));

    /// <summary>How calendars name a meeting of the body.</summary>
    public static string Subject(Body body) =>
        new PageLabels(Language.Culture(body.Language)).Format("CalendarSummary", PlainText.Line(body.Name));

    /// <summary>A presenter's own part of the meeting: an entry of its own, which lives with the item's treatment.</summary>
    public CalendarPart Slot(Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot) =>
        Write("REQUEST", envelope,
            Event(envelope, meeting, Of(envelope, meeting, treatment, slot), treatment.SlotLetters - 1, "CONFIRMED"));

    public CalendarPart SlotCancelled(Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot) =>
        Write("CANCEL", envelope,
            Event(envelope, meeting, Of(envelope, meeting, treatment, slot), treatment.SlotLetters - 1, "CANCELLED"));

    /// <summary>
    /// Which treatments a slot's UID (without its domain) may mean: where the sign between item and meeting stood cannot be seen
    /// any more. None for the UID of anything else.
    /// </summary>
    public static IEnumerable<string> TreatmentsOf(string uid)
    {
        if (!uid.StartsWith(SlotMark, StringComparison.Ordinal))
            yield break;
        var id = uid[SlotMark.Length..];
        // Ids have few dots; a UID is anybody's.
        for (var (at, tries) = (id.LastIndexOf('.'), 0); at > 0 && tries < MostDots; at = id.LastIndexOf('.', at - 1), tries++)
            yield return $"{id[..at]}@{id[(at + 1)..]}";
    }

    private static Entry Of(Envelope envelope, Meeting meeting) => new(
        PlainText.Line(meeting.Id),
        LabelsOf(envelope).Format("CalendarSummary", PlainText.Line(envelope.Body.Name)),
        meeting.Date.ToDateTime(meeting.Time),
        envelope.Body.Meetings.DurationMinutes);

    private static Entry Of(Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot) => new(
        SlotMark + PlainText.Line(treatment.Id).Replace('@', '.'),
        LabelsOf(envelope).Format("CalendarSlot", PlainText.Line(envelope.Body.Name), PlainText.Line(treatment.Number)).TrimEnd(),
        meeting.Date.ToDateTime(meeting.Time).AddMinutes(slot.After),
        slot.Minutes);

    private static PageLabels LabelsOf(Envelope envelope) =>
        new(Language.Culture(envelope.To.Language ?? envelope.Body.Language));

    private CalendarEvent Event(Envelope envelope, Meeting meeting, Entry what, int sequence, string status)
    {
        var zone = envelope.Body.TimeZone;
        var labels = LabelsOf(envelope);
        var entry = new CalendarEvent
        {
            Uid = $"{what.Uid}@{options.Domain}",
            Sequence = sequence,
            Status = status,
            Summary = what.Summary,
            Start = new CalDateTime(what.Start, zone),
            End = new CalDateTime(what.Start.AddMinutes(what.Minutes), zone),
            DtStamp = new CalDateTime(envelope.At.UtcDateTime, "UTC"),
            Organizer = Organizer(envelope),
        };
        var place = PlainText.Line(meeting.Place);
        if (place.Length > 0)
            entry.Location = place;

        if (envelope.Online is { } online)
        {
            entry.Description = labels.Format("CalendarOnline", online);
            // RFC 7986 §5.11; the older of the mail programs know the one of Microsoft's.
            entry.AddProperty(new Ical.Net.CalendarProperty(
                "CONFERENCE", online)
            { Parameters = { new Ical.Net.CalendarParameter("VALUE", "URI") } });
            entry.AddProperty("X-MICROSOFT-SKYPETEAMSMEETINGURL", online);
        }

        entry.Attendees.Add(Attendee(envelope.To));
        return entry;
    }

    private static CalendarPart Write(string method, Envelope envelope, CalendarEvent entry)
    {
        var calendar = new Ical.Net.Calendar { Method = method, ProductId = Product };
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(envelope.Body.TimeZone, entry.Start!.Value.Date.AddYears(-1), false));
        calendar.Events.Add(entry);
        var content = new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar could not be written.");
        return new CalendarPart(method, content.ReplaceLineEndings("\r\n"));
    }

    private Organizer Organizer(Envelope envelope) => new($"mailto:{options.OrganizerAddress}")
    {
        CommonName = ParameterText(options.OrganizerName ?? envelope.Body.Name),
    };

    private static Attendee Attendee(Recipient to) => new($"mailto:{to.Address}")
    {
        CommonName = ParameterText(to.Name),
        ParticipationStatus = "NEEDS-ACTION",
        Role = "REQ-PARTICIPANT",
        Type = "INDIVIDUAL",
        Rsvp = true,
    };

    /// <summary>RFC 5545 §3.2: a parameter's value has no way to hold a double quote.</summary>
    private static string ParameterText(string text) => PlainText.Line(text).Replace('"', '\'');

    /// <param name="Uid">Without its domain.</param>
    /// <param name="Start">Local time in the body's zone.</param>
    private sealed record Entry(string Uid, string Summary, DateTime Start, int Minutes);
}
