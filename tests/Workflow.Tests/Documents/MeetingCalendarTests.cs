using System.Text;
using Ical.Net.CalendarComponents;
using Shouldly;
using Workflow.Documents.Calendar;
using Workflow.Documents.Letters;
using Workflow.Forums.Meetings;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class MeetingCalendarTests
{
    private static readonly MeetingCalendar Calendar = new(new LetterOptions());
    private static readonly Envelope To = SamplePapers.EnvelopeTo();

    [Fact]
    public void Request_ReadsBackWithTimePlaceAndPeople()
    {
        var (calendar, entry) = Read(Calendar.Request(To, SamplePapers.Meeting).Content);

        calendar.Method.ShouldBe("REQUEST");
        entry.Uid.ShouldBe("m-12@workflow.invalid");
        entry.Sequence.ShouldBe(0);
        entry.Start!.AsUtc.ShouldBe(new DateTime(2023, 9, 8, 10, 0, 0, DateTimeKind.Utc));
        entry.End!.AsUtc.ShouldBe(new DateTime(2023, 9, 8, 12, 0, 0, DateTimeKind.Utc));
        entry.DtStamp!.AsUtc.ShouldBe(SamplePapers.At.UtcDateTime);
        entry.Location.ShouldBe("Rådssalen, Fjordby");
        entry.Attendees.Single().Value!.ToString().ShouldBe("mailto:aase.birkholt@fjordby.invalid");
        entry.Organizer!.Value!.ToString().ShouldBe("mailto:no-reply@workflow.invalid");
        calendar.TimeZones.Single().TzId.ShouldBe("Europe/Copenhagen");
    }

    [Fact]
    public void WinterMeeting_HasTheWinterOffset()
    {
        var meeting = SamplePapers.Meeting with { Date = new DateOnly(2026, 10, 26) };

        Read(Calendar.Request(To, meeting).Content).Entry.Start!.AsUtc.ShouldBe(
            new DateTime(2026, 10, 26, 11, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void MoveThenCancel_KeepsTheUidAndRaisesTheSequence()
    {
        var moved = SamplePapers.Meeting with { ScheduleVersion = 2 };

        var request = Read(Calendar.Request(To, SamplePapers.Meeting).Content).Entry;
        var update = Read(Calendar.Request(To, moved).Content).Entry;
        var (calendar, cancel) = Read(Calendar.Cancel(To, moved).Content);

        new[] { request.Sequence, update.Sequence, cancel.Sequence }.ShouldBe([0, 1, 2]);
        new[] { update.Uid, cancel.Uid }.ShouldAllBe(uid => uid == request.Uid);
        calendar.Method.ShouldBe("CANCEL");
        cancel.Status.ShouldBe("CANCELLED");
    }

    [Fact]
    public void Lines_EndInCrLfAndAreAtMost75Octets()
    {
        var meeting = SamplePapers.Meeting with { Place = string.Concat(Enumerable.Repeat("Blåbærgrød på Øen, ", 20)) };
        var to = SamplePapers.EnvelopeTo(name: "Ærlig " + new string('Ø', 90));

        var content = Calendar.Request(to, meeting).Content;

        content.Replace("\r\n", "").ShouldAllBe(c => c != '\r' && c != '\n');
        content.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        Read(content).Entry.Location.ShouldBe(meeting.Place.TrimEnd());
    }

    [Fact]
    public void HostileNameAndPlace_StayInTheirOwnProperty()
    {
        const string Hostile = "Bo\"; X=1:\r\nATTENDEE:mailto:other@elsewhere.invalid\r\n;,\\";

        var (_, entry) = Read(
            Calendar.Request(SamplePapers.EnvelopeTo(name: Hostile), SamplePapers.Meeting with { Place = Hostile }).Content);

        entry.Attendees.Single().Value!.ToString().ShouldBe("mailto:aase.birkholt@fjordby.invalid");
        entry.Location!.ShouldStartWith("Bo\"; X=1: ATTENDEE");
    }

    [Fact]
    public void Content_SameInput_SameBytes() =>
        Calendar.Request(To, SamplePapers.Meeting).ShouldBe(Calendar.Request(To, SamplePapers.Meeting));

    [Fact]
    public void Entry_CarriesNoItem() =>
        SampleLetters.Writer.Invitation(
            To, SamplePapers.Meeting, SamplePapers.Agenda).Calendar!.Content.ShouldNotContain("ykelhj");

    private static (Ical.Net.Calendar Calendar, CalendarEvent Entry) Read(string content)
    {
        var calendar = Ical.Net.Calendar.Load(content)!;
        return (calendar, calendar.Events.Single());
    }
}
