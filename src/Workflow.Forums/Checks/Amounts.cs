using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflow.Forums.Checks;

/// <summary>An amount of money or a plain number written the Danish way.</summary>
internal sealed record WrittenAmount(int Index, string Text, decimal Value, bool IsMoney);

/// <summary>Reads amounts such as "3.228.032,50", "4,06 mio. kr.", "435.000 kr.".</summary>
internal static class Amounts
{
    public static IEnumerable<WrittenAmount> Find(string text) =>
        CheckPhrases.Current.Amount.Matches(text).Select(Read).OfType<WrittenAmount>();

    /// <summary>The number a table's cell holds; null where it holds anything else.</summary>
    public static decimal? Cell(string cell)
    {
        var text = cell.Trim().TrimEnd('*', '.', '-', ',').Trim();
        if (text.Length == 0) return null;
        var match = CheckPhrases.Current.Amount.Match(text);
        return match.Success && match.Index == 0 && match.Length == text.Length ? Read(match)?.Value : null;
    }

    private static WrittenAmount? Read(Match match)
    {
        var fraction = match.Groups["frac"].Success ? match.Groups["frac"].Value : "0";
        var digits = match.Groups["n"].Value.Replace(".", "", StringComparison.Ordinal) + "." + fraction;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        var factor = match.Groups["mia"].Success ? 1_000_000_000m : match.Groups["mio"].Success ? 1_000_000m : 1m;
        // Beyond what money can be the text is no amount.
        if (value > 1_000_000_000_000m) return null;
        return new WrittenAmount(match.Index, match.Value.Trim(), value * factor, factor > 1 || match.Groups["kr"].Success);
    }
}
