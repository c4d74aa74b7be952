using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflow.Forums.Checks;

/// <summary>
/// Finds Danish personal numbers (ddmmyy-nnnn, also without the hyphen) in any text: a file's name, its contents, its
/// metadata. Numbers that fail modulus 11 are given out since 2007, so it is not asked for. The day may be 60 higher
/// in a replacement number.
/// </summary>
public static class CprNumber
{
    private static readonly Regex Form = new(
        @"(?<d>\d{2})(?<m>\d{2})\d{2}(?:\s?[-\u2010-\u2013]\s?|\u00A0| )?\d{4}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <returns>How many stand in the text. The numbers themselves are never handed on.</returns>
    public static int Count(string text) => Form.Matches(text).Count(match => IsAlone(text, match) && IsBirthday(match));

    private static bool IsAlone(string text, Match match)
    {
        var end = match.Index + match.Length;
        var before = match.Index == 0 ? ' ' : text[match.Index - 1];
        var after = end == text.Length ? ' ' : text[end];
        // A hyphen or point between digits on either side makes it part of a longer number, such as a case number.
        return !char.IsDigit(before) && !char.IsDigit(after)
            && !(before is '-' or '.' or '/' && match.Index > 1 && char.IsDigit(text[match.Index - 2]))
            && !(after is '-' or '.' or '/' && end + 1 < text.Length && char.IsDigit(text[end + 1]));
    }

    private static bool IsBirthday(Match match)
    {
        var day = int.Parse(match.Groups["d"].ValueSpan, CultureInfo.InvariantCulture);
        var month = int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        if (day > 60) day -= 60;
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month);
    }
}
