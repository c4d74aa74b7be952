using System.Globalization;
using System.Text.RegularExpressions;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Decisions;

/// <summary>Finds promises in a decision ("returns with a proposal in December"): they become follow-ups.</summary>
public static class PromiseReader
{
    /// <param name="meetingDate">Day of the meeting; a month without a year is the next one after it.</param>
    public static IReadOnlyList<Promise> Read(string? decision, DateOnly? meetingDate) =>
        [.. Sentences.Split(decision ?? "").Where(sentence => DecisionClassifier.Fits(Phrases.Current.Promises, sentence))
            .Select(sentence => Due(sentence, meetingDate))];

    private static Promise Due(string sentence, DateOnly? meetingDate)
    {
        var day = DateReader.Find(sentence).Select(mention => mention.Resolve(meetingDate))
            .FirstOrDefault(date => date is not null && (meetingDate is null || date > meetingDate));
        var (from, to) = day is null ? Months(sentence, meetingDate) : (day, day);
        return new Promise(sentence, from, to, from is null && Phrases.Current.LaterMeeting.IsMatch(sentence));
    }

    private static (DateOnly? From, DateOnly? To) Months(string sentence, DateOnly? meetingDate)
    {
        var match = Phrases.Current.DueMonth.Match(sentence);
        if (!match.Success) return (null, null);
        var first = MonthNumber(match.Groups["m"]);
        var last = match.Groups["to"].Success ? MonthNumber(match.Groups["to"]) : first;
        var year = match.Groups["y"].Success
            ? int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) : YearOf(first, meetingDate);
        if (year is null or < 1 or > 9998) return (null, null);
        var lastYear = last < first ? year.Value + 1 : year.Value;
        return (new DateOnly(year.Value, first, 1), new DateOnly(lastYear, last, DateTime.DaysInMonth(lastYear, last)));
    }

    // The same month as the meeting's means that month, not the next year's.
    private static int? YearOf(int month, DateOnly? meetingDate) =>
        meetingDate is { } day ? (month < day.Month ? day.Year + 1 : day.Year) : null;

    private static int MonthNumber(Group group)
    {
        var months = WordingData.Current.Months;
        for (var i = 0; i < months.Count; i++)
            if (string.Equals(months[i], group.Value, StringComparison.OrdinalIgnoreCase)) return i + 1;
        throw new InvalidOperationException($"'{group.Value}' is not in the list of months it was matched by.");
    }
}
