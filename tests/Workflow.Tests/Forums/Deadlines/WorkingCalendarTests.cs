using CsCheck;
using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingDayRule MondayToSaturday = new() { Saturday = true };
    private static readonly WorkingDayRule MondayToFriday = new();
    private static readonly WorkingDayRule OfficeClosed = new() { Closed = ["06-05", "12-24", "12-31"] };

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 20_000].Select(days => new DateOnly(2000, 1, 1).AddDays(days));

    private static readonly Gen<WorkingDayRule> AnyRule = Gen.Int[0, 2].Select(
        n => new[] { MondayToSaturday, MondayToFriday, OfficeClosed }[n]);

    [Theory]
    [InlineData("2023-08-25", "2023-08-21", "2023-08-21", "2023-08-21")]
    [InlineData("2023-05-09", "2023-05-03", "2023-05-02", "2023-05-02")]
    [InlineData("2024-04-30", "2024-04-25", "2024-04-24", "2024-04-24")]
    [InlineData("2024-10-07", "2024-10-02", "2024-10-01", "2024-10-01")]
    [InlineData("2025-10-29", "2025-10-24", "2025-10-23", "2025-10-23")]
    [InlineData("2026-04-08", "2026-03-31", "2026-03-30", "2026-03-30")]
    [InlineData("2026-05-18", "2026-05-12", "2026-05-11", "2026-05-11")]
    [InlineData("2026-05-27", "2026-05-21", "2026-05-20", "2026-05-20")]
    [InlineData("2027-01-05", "2026-12-30", "2026-12-29", "2026-12-28")]
    public void Back_FourStepsFromAMeeting_AgreesWithTheOracle(
        string meeting, string withSaturday, string weekdays, string officeClosed)
    {
        FourBack(meeting, MondayToSaturday).ShouldBe(withSaturday);
        FourBack(meeting, MondayToFriday).ShouldBe(weekdays);
        FourBack(meeting, OfficeClosed).ShouldBe(officeClosed);
    }

    [Fact]
    public void Back_CountingFullDays_IsOneWorkingDayEarlier() =>
        FourBack("2024-10-07", new WorkingDayRule { Counting = DayCounting.FullDays }).ShouldBe("2024-09-30");

    [Fact]
    public void Back_NoDays_IsTheDayItselfHoweverItIsCounted() =>
        new WorkingCalendar(new WorkingDayRule { Counting = DayCounting.FullDays }).Back(new DateOnly(2024, 10, 7), 0)
            .ShouldBe(new DateOnly(2024, 10, 7));

    [Fact]
    public void BackThenForward_FromAWorkingDay_ComesBack() =>
        Gen.Select(AnyDay, AnyRule, Gen.Int[0, 60]).Sample((day, rule, n) =>
        {
            var calendar = new WorkingCalendar(rule);
            var working = calendar.Forward(day, 1);
            return calendar.Forward(calendar.Back(working, n), n) == working
                && calendar.Back(calendar.Forward(working, n), n) == working;
        });

    [Fact]
    public void Back_LandsOnAWorkingDay_WithExactlyNMinusOneBetween() =>
        Gen.Select(AnyDay, AnyRule, Gen.Int[1, 60]).Sample((day, rule, n) =>
        {
            var calendar = new WorkingCalendar(rule);
            var back = calendar.Back(day, n);
            var between = Enumerable.Range(
                1, day.DayNumber - back.DayNumber - 1).Count(step => calendar.IsWorkingDay(back.AddDays(step)));
            return calendar.IsWorkingDay(back) && between == n - 1;
        });

    [Fact]
    public void Back_AMeetingLaterByADay_NeverHasAnEarlierDeadline() =>
        Gen.Select(AnyDay, AnyRule, Gen.Int[0, 60]).Sample((day, rule, n) =>
            new WorkingCalendar(rule).Back(day.AddDays(1), n) >= new WorkingCalendar(rule).Back(day, n));

    private static string FourBack(string day, WorkingDayRule rule) =>
        new WorkingCalendar(rule).Back(DateOnly.Parse(day, null), 4).ToString("O", null);
}
