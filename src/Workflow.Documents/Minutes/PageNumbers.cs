using System.Text.RegularExpressions;

namespace Workflow.Documents.Minutes;

/// <summary>Numbers of pages are layout: they are listed as not understood and never become text.</summary>
internal static class PageNumbers
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly string Of = $@"(?:\s*(?:{MinutesWords.Either(MinutesWords.Current.PageOf)}|/)\s*\d{{1,4}})";

    private static readonly Regex Label = new(
        $@"^(?:{MinutesWords.Either(MinutesWords.Current.PageWords)})\s*\d{{1,4}}{Of}?$", Options);

    private static readonly Regex Bare = new($@"^\d{{1,4}}{Of}?$", Options);

    /// <summary>A page's number with its word: nothing else looks like it.</summary>
    public static bool IsLabel(string text) => text.Length < 30 && Label.IsMatch(text);

    /// <summary>A lone number as well: a page's number where no number is expected, such as in a list of files.</summary>
    public static bool IsNumber(string text) => text.Length < 30 && (Bare.IsMatch(text) || Label.IsMatch(text));
}
