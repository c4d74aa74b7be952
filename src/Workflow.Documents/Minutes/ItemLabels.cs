using System.Text.RegularExpressions;

namespace Workflow.Documents.Minutes;

/// <summary>The labelled lines under an item's title: case number and document number, on one line or two.</summary>
internal static class ItemLabels
{
    private static readonly string Case = MinutesWords.Either(MinutesWords.Current.CaseNumber);

    private static readonly string Document = MinutesWords.Either(MinutesWords.Current.DocumentNumber);

    private static readonly Regex Form = new(
        $@"^(?:(?:{Case})\s*[.:]+\s*(?<case>[^\s:][^:]*?)?)?\s*(?:(?:{Document})\s*[.:]+\s*(?<doc>\S.*?)?)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly Regex Label = new(
        $@"^(?:{Case}|{Document})\s*[.:]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static bool Reads(SourceLine line) => line.Plain.Length < 300 && Label.IsMatch(line.Plain);

    /// <summary>The numbers of the line; null where it has no such label or value.</summary>
    public static (string? Case, string? Document) Read(SourceLine line)
    {
        if (!Reads(line)) return (null, null);
        var match = Form.Match(line.Plain);
        return match.Success ? (Value(match.Groups["case"]), Value(match.Groups["doc"])) : (null, null);
    }

    /// <summary>One word with a digit in it. Case numbers are opaque, so nothing more can be asked.</summary>
    public static bool LooksLikeCaseNumber(string text) =>
        text.Length is > 2 and < 40 && !text.Any(char.IsWhiteSpace) && text.Any(char.IsDigit);

    private static string? Value(Group group) => group.Success && group.Value.Trim().Length > 0 ? group.Value.Trim() : null;
}
