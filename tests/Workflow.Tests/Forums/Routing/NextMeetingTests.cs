using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;
using Workflow.Forums.Routing;
using Xunit;

namespace Workflow.Tests.Forums.Routing;

public sealed class NextMeetingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 8, 0, 0, TimeSpan.Zero);
    private static readonly Body Council =
        new() { Id = "council", Name = "Rådet", Kind = "council", Meetings = new MeetingRules { Room = 2 } };
    private static readonly DateOnly March = new(2026, 3, 12);
    private static readonly DateOnly April = new(2026, 4, 9);
    private static readonly DateOnly May = new(2026, 5, 7);

    [Fact]
    public void Choose_NoMeetingNamed_IsTheNextBeforeItsSubmissionDeadline() =>
        Choose(named: null, (Meeting(March), 0), (Meeting(April), 0), (Meeting(May), 0)).Meeting!.Date.ShouldBe(April);

    [Fact]
    public void Choose_NextMeetingIsFull_IsTheOneAfter() =>
        Choose(named: null, (Meeting(April), 2), (Meeting(May), 1)).Meeting!.Date.ShouldBe(May);

    [Fact]
    public void Choose_NamedMeeting_IsThatOneThoughAnotherIsSooner()
    {
        var choice = Choose(May, (Meeting(April), 0), (Meeting(May), 0));

        choice.Meeting!.Date.ShouldBe(May);
        choice.Note.ShouldBeNull();
    }

    [Fact]
    public void Choose_NamedMeetingPastItsSubmissionDeadline_IsThatOneAndNoted()
    {
        var choice = Choose(March, (Meeting(March), 0), (Meeting(April), 0));

        choice.Meeting!.Date.ShouldBe(March);
        choice.Note.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(MeetingState.Cancelled)]
    [InlineData(MeetingState.Held)]
    public void Choose_NamedMeetingIsNotAheadAnyMore_IsNoneWithANote(MeetingState state)
    {
        var choice = Choose(April, (Meeting(April) with { State = state }, 0), (Meeting(May), 0));

        choice.Meeting.ShouldBeNull();
        choice.Note.ShouldNotBeNull();
    }

    [Fact]
    public void Choose_AgendaIsDispatched_IsTheOneAfter() =>
        Choose(named: null, (Meeting(April) with { State = MeetingState.Dispatched }, 0),
            (Meeting(May), 0)).Meeting!.Date.ShouldBe(May);

    [Fact]
    public void Choose_NotBeforeADay_SkipsTheMeetingsUntilThen() =>
        NextMeeting.Choose(Council, [(Meeting(April), 0), (Meeting(May), 0)], null, April, Now).Meeting!.Date.ShouldBe(May);

    [Fact]
    public void Choose_NoMeetingLeft_IsNoneWithANote()
    {
        var choice = Choose(named: null, (Meeting(March), 0));

        choice.Meeting.ShouldBeNull();
        choice.Note.ShouldNotBeNull();
    }

    private static MeetingChoice Choose(DateOnly? named, params (Meeting, int)[] meetings) =>
        NextMeeting.Choose(Council, meetings, named, null, Now);

    private static Meeting Meeting(DateOnly date) => new()
    {
        Id = date.ToString("O", null),
        BodyId = "council",
        Date = date,
        Time = new TimeOnly(10, 0),
        Plan = MeetingPlan.For(Council, date),
    };
}
