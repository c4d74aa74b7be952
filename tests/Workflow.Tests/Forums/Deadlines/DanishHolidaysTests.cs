using Shouldly;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class DanishHolidaysTests
{
    [Theory]
    [InlineData("2022-04-17")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    public void Easter_IsComputed(string expected) =>
        DanishHolidays.Easter(int.Parse(expected[..4], null)).ShouldBe(DateOnly.Parse(expected, null));

    [Fact]
    public void Easter_InAnyYear_IsASundayFromMarch22ToApril25()
    {
        foreach (var year in Enumerable.Range(1900, 400))
        {
            var easter = DanishHolidays.Easter(year);
            easter.DayOfWeek.ShouldBe(DayOfWeek.Sunday);
            easter.ShouldBeInRange(new DateOnly(year, 3, 22), new DateOnly(year, 4, 25));
        }
    }

    [Theory]
    [InlineData("2023-05-05", true)]
    [InlineData("2024-04-26", false)]
    [InlineData("2022-05-13", true)]
    public void IsHoliday_GreatPrayerDay_OnlyUpTo2023(string day, bool expected) =>
        DanishHolidays.IsHoliday(DateOnly.Parse(day, null)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-04-02")]
    [InlineData("2026-04-03")]
    [InlineData("2026-04-05")]
    [InlineData("2026-04-06")]
    [InlineData("2026-05-14")]
    [InlineData("2026-05-24")]
    [InlineData("2026-05-25")]
    [InlineData("2026-12-25")]
    [InlineData("2026-12-26")]
    public void IsHoliday_PublicHoliday_IsOne(string day) => DanishHolidays.IsHoliday(DateOnly.Parse(day, null)).ShouldBeTrue();

    [Theory]
    [InlineData("2026-06-05")]
    [InlineData("2026-12-24")]
    [InlineData("2026-12-31")]
    [InlineData("2026-05-01")]
    public void IsHoliday_DayWhenOnlyOfficesClose_IsNone(string day) =>
        DanishHolidays.IsHoliday(DateOnly.Parse(day, null)).ShouldBeFalse();
}
