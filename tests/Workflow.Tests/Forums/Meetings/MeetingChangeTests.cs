using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Xunit;

namespace Workflow.Tests.Forums.Meetings;

public sealed class MeetingChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly May = new(2026, 5, 20);
    private static readonly TimeOnly Two = new(14, 0);

    private static readonly Body Council = new()
    {
        Id = "council",
        Name = "Fjordby Council",
        Kind = "political",
        ValidFrom = new(2026, 1, 1),
        ValidTo = new(2026, 12, 31),
    };

    [Fact]
    public void Move_ToAnotherDay_KeepsWhereItCameFromAndCountsAnew()
    {
        var moved = Move(Meeting(), May.AddDays(7)).Value;

        (moved.Date, moved.ScheduleVersion).ShouldBe((May.AddDays(7), 2));
        moved.MovedFrom.ShouldBe(new MeetingMove(May, Two, "The hall is taken."));
        moved.Plan.ShouldNotBeEmpty();
    }

    [Fact]
    public void Move_ToWhereItIs_IsRefused() => Move(Meeting(), May).Refusal!.Code.ShouldBe("meeting-not-moved");

    [Fact]
    public void Move_WithoutAReason_IsRefused() =>
        MeetingTransitions.Move(Meeting(), Council, May.AddDays(1), Two, null, " ", Now).Refusal!.Code.ShouldBe("reason-missing");

    [Fact]
    public void Move_OfAHeldMeeting_IsRefused() =>
        Move(Meeting(MeetingState.Held), May.AddDays(7)).Refusal!.Code.ShouldBe("meeting-not-ahead");

    [Fact]
    public void Correct_AnAgendaThatNobodyRejected_IsRefused() =>
        MeetingTransitions.Correct(Meeting(MeetingState.AgendaInApproval)).Refusal!.Code.ShouldBe("agenda-not-rejected");

    [Theory]
    [InlineData(null)]
    [InlineData(DecisionOutcome.NoDecision)]
    [InlineData(DecisionOutcome.Unknown)]
    public void Close_WhileAnItemIsUndecided_IsRefusedAndNamesIt(DecisionOutcome? outcome)
    {
        var refusal = MeetingTransitions.Close(
            Meeting(MeetingState.Held), [Treatment("1", DecisionOutcome.Noted), Treatment("2b", outcome)], Now).Refusal!;

        refusal.Code.ShouldBe("items-undecided");
        refusal.Text.ShouldContain("2b");
    }

    [Fact]
    public void Close_WithWhatWasTakenOffTheAgendaUndecided_IsAccepted() =>
        MeetingTransitions.Close(Meeting(MeetingState.Held), [Treatment("1", null) with { State = TreatmentState.Removed }], Now)
            .Value.ClosedAt.ShouldBe(Now);

    [Fact]
    public void Close_Again_IsRefused() =>
        MeetingTransitions.Close(
            Meeting(MeetingState.Held) with { ClosedAt = Now }, [], Now).Refusal!.Code.ShouldBe("meeting-closed");

    private static Meeting Meeting(MeetingState state = MeetingState.Planned) =>
        new() { Id = "meeting.council.2026-05-20", BodyId = "council", Date = May, Time = Two, State = state };

    private static Workflow.Forums.Ruling<Meeting> Move(Meeting meeting, DateOnly date) =>
        MeetingTransitions.Move(meeting, Council, date, Two, null, "The hall is taken.", Now);

    private static Treatment Treatment(string number, DecisionOutcome? outcome) => new()
    {
        Id = "item@meeting." + number,
        ItemId = "item",
        MeetingId = "meeting",
        BodyId = "council",
        Order = 1,
        Number = number,
        Decision = outcome is null ? null : new DecisionRecord
        {
            Text = "…",
            Proposed = new DecisionReading(outcome.Value, [], 1),
            Confirmed = new DecisionReading(outcome.Value, [], 1),
        },
    };
}
