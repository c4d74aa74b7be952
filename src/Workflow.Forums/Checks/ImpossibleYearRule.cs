using System.Globalization;
using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A year that cannot be: five digits, or far from the meeting's own.</summary>
internal sealed class ImpossibleYearRule : ICheckRule
{
    private const int Far = 100;

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.ProseOf(item)
        from Match hit in CheckPhrases.Current.Year.Matches(text.Text)
        let year = hit.Groups["y"]
        where IsImpossible(year.Value, paper.Date?.Year)
            && !CheckPhrases.Current.NotYears.IsMatch(After(text.Text, year.Index + year.Length))
        select CheckTexts.Finding(item.Number, "impossible-year", FindingSeverity.Warning, text.Place, year.Value);

    private static string After(string text, int at) => text[at..Math.Min(text.Length, at + 30)];

    // Only numbers that begin as a year does: "for 4000 kr." and "i 12500 sager" are counts.
    private static bool IsImpossible(string digits, int? meeting)
    {
        if (digits.Length == 5) return digits.StartsWith("19", StringComparison.Ordinal)
            || digits.StartsWith("20", StringComparison.Ordinal);
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits[0] == '2' && meeting is { } own && year > own + Far && year < 2300;
    }
}
