using System.Globalization;
using Shouldly;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums.Deadlines;

public sealed class BodyClockTests
{
    private static readonly BodyClock Copenhagen = new("Europe/Copenhagen");

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T22:59:59Z")]
    [InlineData("2026-03-29", "2026-03-29T21:59:59Z")]
    [InlineData("2026-10-24", "2026-10-24T21:59:59Z")]
    [InlineData("2026-10-25", "2026-10-25T22:59:59Z")]
    public void EndOfDay_RoundAClockChange_IsTheLastSecondBeforeLocalMidnight(string day, string expected) =>
        Copenhagen.EndOfDay(DateOnly.Parse(day, null)).ShouldBe(Instant(expected));

    [Fact]
    public void Utc_InTheHourThatDoesNotExist_CountsAsTheHourAfter() =>
        Copenhagen.Utc(new DateOnly(2026, 3, 29), new TimeOnly(2, 30)).ShouldBe(Instant("2026-03-29T01:30Z"));

    [Fact]
    public void Utc_OfAnEndInTheHourThatDoesNotExist_IsNotBeforeTheChange() =>
        Copenhagen.Utc(new DateOnly(2026, 3, 29), new TimeOnly(2, 30), ends: true).ShouldBe(Instant("2026-03-29T01:30Z"));

    [Theory]
    [InlineData("2026-03-29")]
    [InlineData("2026-10-25")]
    public void Utc_ThroughoutADayOfAClockChange_NeverGoesBackAndNeverEndsBeforeItBegins(string day)
    {
        var date = DateOnly.Parse(day, null);
        var times = Enumerable.Range(0, 24 * 4).Select(quarter => new TimeOnly(quarter / 4, quarter % 4 * 15)).ToList();

        times.ShouldAllBe(time => Copenhagen.Utc(date, time, true) >= Copenhagen.Utc(date, time, false));
        times.Where(time => time.Hour is < 2 or > 3).Select(time => Copenhagen.Utc(date, time)).ShouldBeInOrder();
    }

    [Fact]
    public void Utc_InTheHourThatComesTwice_MeansTheFirst() =>
        Copenhagen.Utc(new DateOnly(2026, 10, 25), new TimeOnly(2, 30)).ShouldBe(Instant("2026-10-25T00:30Z"));

    [Fact]
    public void Utc_OfAnEndInTheHourThatComesTwice_MeansTheSecond() =>
        Copenhagen.Utc(new DateOnly(2026, 10, 25), new TimeOnly(2, 30), ends: true).ShouldBe(Instant("2026-10-25T01:30Z"));

    [Fact]
    public void Day_OfTheEndOfADay_IsThatDayAndASecondLaterTheNext()
    {
        var day = new DateOnly(2026, 10, 25);

        Copenhagen.Day(Copenhagen.EndOfDay(day)).ShouldBe(day);
        Copenhagen.Day(Copenhagen.EndOfDay(day).AddSeconds(1)).ShouldBe(day.AddDays(1));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
