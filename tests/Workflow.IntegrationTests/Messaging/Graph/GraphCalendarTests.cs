using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Forums.Meetings;
using Workflow.Messaging.Graph;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// Against a stand-in for the service that checks each request: one event per meeting, whatever is answered or lost.
/// </summary>
public sealed class GraphCalendarTests : IAsyncLifetime
{
    private const string Key = "meeting-1#1@1";

    private static readonly EventFacts Meeting = new(
        "Møde i Fjordby Råd", new(2026, 3, 9, 14, 0, 0, TimeSpan.FromHours(1)),
        new(2026, 3, 9, 16, 0, 0, TimeSpan.FromHours(1)), "Rådhuset");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly GraphEvents _events = new();
    private GraphServer _server = null!;
    private GraphConnection _connection = null!;
    private GraphCalendar _calendar = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GraphServer.StartAsync();
        _server.Answer = _events.Answer;
        _connection = _server.Connect();
        _calendar = new GraphCalendar(_connection, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Complaints.ShouldBeEmpty();
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Meeting_BecomesAnEventInUtcWithALink()
    {
        var made = (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>();

        made.JoinUrl.ShouldBe(new Uri(_events.Link!));
        var body = _events.Standing[made.EventId];
        body.GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-03-09T13:00:00");
        body.GetProperty("subject").GetString().ShouldBe(Meeting.Subject);
    }

    [Theory]
    [InlineData(504)]
    [InlineData(null)]
    public async Task AnswerLostAfterTheEventWasMade_MakesNoSecond(int? status)
    {
        _server.Answer = request =>
        {
            _events.Answer(request);
            return status is { } code ? new GraphAnswer(code) : null;
        };
        (await CreateAsync()).ShouldBeOfType<CalendarResult.AskAgain>();
        _server.Requests.Count.ShouldBe(1);
        _server.Answer = _events.Answer;

        var made = (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>();

        _events.Standing.Keys.ShouldHaveSingleItem().ShouldBe(made.EventId);
    }

    [Fact]
    public async Task AnotherMeeting_IsAnotherEvent()
    {
        await CreateAsync();
        await _calendar.CreateAsync("meeting-2#1@1", Meeting, CancellationToken.None);

        _events.Standing.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Move_SetsTimeAndPlaceOnly_AndKeepsTheLink()
    {
        var made = (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>();
        var later = Meeting with { Start = Meeting.Start.AddDays(7), End = Meeting.End.AddDays(7), Place = null };

        var moved =
            (await _calendar.MoveAsync(made.EventId, later, CancellationToken.None)).ShouldBeOfType<CalendarResult.Standing>();

        moved.ShouldBe(made);
        _events.Standing[made.EventId].GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-03-16T13:00:00");
    }

    [Fact]
    public async Task Cancelled_IsGone_AlsoWhenAskedTwice_AndIsNotMoved()
    {
        var made = (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>();

        (await _calendar.CancelAsync(made.EventId, CancellationToken.None)).ShouldBeOfType<CalendarResult.Gone>();
        (await _calendar.CancelAsync(made.EventId, CancellationToken.None)).ShouldBeOfType<CalendarResult.Gone>();
        (await _calendar.MoveAsync(made.EventId, Meeting, CancellationToken.None)).ShouldBeOfType<CalendarResult.Gone>();
        _events.Standing.ShouldBeEmpty();
    }

    [Fact]
    public async Task BusyService_IsLeftAloneForAsLongAsItAsks()
    {
        _server.Answer = _ => GraphAnswer.Error(429, "ApplicationThrottled", "120");
        (await CreateAsync()).ShouldBeOfType<CalendarResult.AskAgain>().Reason.ShouldContain("429");
        _server.Answer = _events.Answer;
        _time.Advance(TimeSpan.FromSeconds(119));
        (await CreateAsync()).ShouldBeOfType<CalendarResult.AskAgain>();
        _server.Requests.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(2));

        (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>();
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied")]
    [InlineData(404, "ErrorInvalidUser")]
    public async Task CalendarThatMayNotBeUsed_IsNamedWithTheSetting_AndNotTakenForACancelledMeeting(int status, string code)
    {
        _server.Answer = _ => GraphAnswer.Error(status, code);

        (await _calendar.CancelAsync(
            "event-1", CancellationToken.None)).ShouldBeOfType<CalendarResult.AskAgain>().Reason.ShouldContain("Graph:Calendar");
    }

    [Fact]
    public async Task Refusal_SaysNoAddress()
    {
        _server.Answer = _ => GraphAnswer.Error(400, "ErrorInvalidProperty");

        var reason = (await CreateAsync()).ShouldBeOfType<CalendarResult.Refused>().Reason;

        reason.ShouldContain("ErrorInvalidProperty");
        reason.ShouldNotContain("p1@");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://teams.example.invalid/1")]
    public async Task LinkThatIsNoSecureAddress_ComesIntoNoLetter(string link)
    {
        _events.Link = link;

        (await CreateAsync()).ShouldBeOfType<CalendarResult.Standing>().JoinUrl.ShouldBeNull();
    }

    private Task<CalendarResult> CreateAsync() => _calendar.CreateAsync(Key, Meeting, CancellationToken.None);
}
