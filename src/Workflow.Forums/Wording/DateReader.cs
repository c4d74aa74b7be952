using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflow.Forums.Wording;

/// <summary>
/// Finds dates in Danish text: "25. august 2023", "25-08-2023", "06.06.2023", "25/8", "d. 25.08.", "2023-08-25".
/// </summary>
public static class DateReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex[] Forms = BuildForms(WordingData.Current);

    private static readonly Regex Clock = new(
        $@"\b(?:{Either(WordingData.Current.ClockMarks)})\.?\s*(?<h>\d{{1,2}})(?:[.:](?<m>\d{{2}}))?\b", Options);

    private static readonly Regex Weekday = new($@"\b(?<w>{Either(WordingData.Current.Weekdays)})\b", Options);

    /// <summary>All dates in the order of the text; impossible ones too.</summary>
    public static IReadOnlyList<DateMention> Find(string text)
    {
        var found = new List<DateMention>();
        foreach (var form in Forms)
        {
            foreach (Match match in form.Matches(text))
            {
                var mention = Mention(match);
                if (!found.Exists(other => mention.Index < other.Index + other.Length
                    && other.Index < mention.Index + mention.Length))
                    found.Add(mention);
            }
        }

        return [.. found.OrderBy(mention => mention.Index)];
    }

    /// <summary>The first date of the text, also an impossible one.</summary>
    public static DateMention? First(string text) => Find(text) is [var first, ..] ? first : null;

    /// <summary>The first clock time written after the word for it; null where there is none or it is impossible.</summary>
    public static TimeOnly? FindTime(string text)
    {
        var match = Clock.Match(text);
        if (!match.Success) return null;
        var hour = Number(match.Groups["h"]);
        var minute = match.Groups["m"].Success ? Number(match.Groups["m"]) : 0;
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    /// <summary>The first weekday named in the text.</summary>
    public static DayOfWeek? FindWeekday(string text)
    {
        var match = Weekday.Match(text);
        if (!match.Success) return null;
        return (DayOfWeek)Position(WordingData.Current.Weekdays, match.Groups["w"].Value);
    }

    private static DateMention Mention(Match match)
    {
        var word = match.Groups["name"];
        var month = word.Success ? MonthNumber(word.Value) : Number(match.Groups["m"]);
        var year = match.Groups["y"];
        return new DateMention(
            match.Index, match.Length, match.Value, year.Success ? Number(year) : null, month, Number(match.Groups["d"]));
    }

    private static int MonthNumber(string word)
    {
        var full = Position(WordingData.Current.Months, word);
        return (full >= 0 ? full : Position(WordingData.Current.MonthShort, word)) + 1;
    }

    private static int Position(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Regex[] BuildForms(WordingData words)
    {
        var month = $"(?<name>{Either(words.Months)}|(?:{Either(words.MonthShort)}))";
        return
        [
            new Regex($@"\b(?<d>\d{{1,2}})\.?\s*{month}\b\.?(?:\s+(?<y>\d{{4}})\b)?", Options),
            new Regex(@"\b(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})\b", Options),
            new Regex(@"\b(?<d>\d{1,2})[-./](?<m>\d{1,2})[-./](?<y>\d{4})\b", Options),
            new Regex(@"\b(?<d>\d{1,2})/(?<m>\d{1,2})(?:\s+(?<y>\d{4})\b)?\b", Options),
            new Regex($@"\b(?:{Either(words.DayMarks)})\.?\s+(?<d>\d{{1,2}})\.(?<m>\d{{1,2}})\.", Options),
        ];
    }

    private static string Either(IEnumerable<string> words) => string.Join('|', words.Select(Regex.Escape));
}
