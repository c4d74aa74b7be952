using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>A section's heading found in a line.</summary>
/// <param name="Rest">Text that follows the heading in the same line; null where there is none.</param>
internal sealed record FoundHeading(SectionKind Kind, string Text, string? Rest = null);

/// <summary>Recognises section headings whatever their level or boldness, also several glued together.</summary>
internal static class Headings
{
    private static readonly (string Name, SectionKind Kind)[] Names =
        [.. MinutesWords.Current.Sections.SelectMany(section => section.Names.Select(name => (name, section.Kind)))
            .OrderByDescending(pair => pair.name.Length)];

    private static readonly Regex Inline = new(
        $@"^(?:#+\s*)?\*\*\s*(?<name>{MinutesWords.Either(Names.Select(pair => pair.Name))})\s*:?\s*\*\*\s*:?\s+(?<rest>\S.*)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The headings of a line in order; empty where the line is something else.</summary>
    public static IReadOnlyList<FoundHeading> Read(SourceLine line)
    {
        if (line.IsBlank || line.Raw.Length > 300) return [];
        var glued = Glued(line.Bare);
        if (glued.Count > 0) return glued;
        if (line.IsMarkedHeading && MinutesWords.Has(MinutesWords.Current.OtherSections, line.Bare.TrimEnd(':', ' ')))
            return [new FoundHeading(SectionKind.Other, line.Bare.TrimEnd(':', ' '))];
        var inline = Inline.Match(line.Raw.Trim());
        return inline.Success ? [WithRest(inline)] : [];
    }

    /// <summary>The kind of section whose heading the text alone is; null where it is none.</summary>
    public static SectionKind? OfText(string text) => Glued(text) is [var only] ? only.Kind : null;

    private static FoundHeading WithRest(Match match)
    {
        var name = match.Groups["name"].Value;
        var kind = Names.First(pair => Starts(name, pair.Name)).Kind;
        return new FoundHeading(kind, name, match.Groups["rest"].Value);
    }

    private static List<FoundHeading> Glued(string bare)
    {
        var found = new List<FoundHeading>();
        var rest = bare.TrimEnd(':', ' ');
        while (rest.Length > 0)
        {
            var hit = Names.FirstOrDefault(pair => Starts(rest, pair.Name));
            // A small first letter is a word of a sentence that happens to stand alone.
            if (hit.Name is null || char.IsLower(rest[0])) return [];
            found.Add(new FoundHeading(hit.Kind, rest[..hit.Name.Length]));
            rest = rest[hit.Name.Length..].TrimStart(':', ' ', '\t', '\u00A0');
        }

        return found;
    }

    private static bool Starts(string text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && !ContinuesWord(text, name.Length);

    // "Bilagsliste" and "Indstillingen" are words of their own; "FraværendeBilag" is two headings.
    private static bool ContinuesWord(string text, int at) => at < text.Length && char.IsLower(text[at]);
}
