using System.Text.RegularExpressions;
using Workflow.Forums;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>
/// The words that carry the structure of a Danish paper: headings, labels, flags. Data, see <c>words.da.json</c>.
/// </summary>
internal sealed record MinutesWords
{
    public static MinutesWords Current { get; } =
        EmbeddedData.Read<MinutesWords>(typeof(MinutesWords).Assembly, "words.da.json");

    public required IReadOnlyList<string> Minutes { get; init; }

    public required IReadOnlyList<string> Agenda { get; init; }

    public required IReadOnlyList<string> Contents { get; init; }

    public required IReadOnlyList<string> MeetingDate { get; init; }

    public required IReadOnlyList<string> Place { get; init; }

    public required IReadOnlyList<string> Participants { get; init; }

    public required IReadOnlyList<string> Item { get; init; }

    public required IReadOnlyList<string> Open { get; init; }

    public required IReadOnlyList<string> Closed { get; init; }

    public required IReadOnlyList<string> CaseNumber { get; init; }

    public required IReadOnlyList<string> DocumentNumber { get; init; }

    public required IReadOnlyList<string> EarlierBody { get; init; }

    public required IReadOnlyList<string> EarlierDate { get; init; }

    public required IReadOnlyList<SectionNames> Sections { get; init; }

    /// <summary>Headings of further sections; they count only where the line is marked as a heading.</summary>
    public required IReadOnlyList<string> OtherSections { get; init; }

    /// <summary>Words that say a list is empty.</summary>
    public required IReadOnlyList<string> Nothing { get; init; }

    public required IReadOnlyList<string> PageWords { get; init; }

    public required IReadOnlyList<string> PageOf { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required IReadOnlyList<string> TitleEndings { get; init; }

    public required IReadOnlyList<string> TitleWords { get; init; }

    /// <summary>An alternation of the words for a pattern; blanks in a word match any run of blanks or none.</summary>
    public static string Either(IEnumerable<string> words) => string.Join('|', words
        .OrderByDescending(word => word.Length)
        .Select(word => Regex.Escape(word).Replace("\\ ", @"\s*", StringComparison.Ordinal)));

    public static bool Has(IEnumerable<string> words, string text) =>
        words.Any(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
}

internal sealed record SectionNames(SectionKind Kind, IReadOnlyList<string> Names);
