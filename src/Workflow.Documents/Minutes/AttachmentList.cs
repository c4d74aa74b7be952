using System.Text.RegularExpressions;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>Reads the numbered list of attachments with document and case numbers.</summary>
internal static class AttachmentList
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex Numbered = new(@"^(?<n>\d{1,3}(?:\.\d{1,3})*[a-z]?)[.)]\s+(?<rest>\S.*)$", Options);

    private static readonly Regex Ids = new(
        $@"^(?<name>.*?)\s*[(\[]\s*(?:{MinutesWords.Either(MinutesWords.Current.DocumentNumber)})\s*[.:]*\s*(?<doc>[^\s()\[\],;]+)\s*(?:[-–,;]\s*(?<case>[^()\[\]]*?))?\s*[)\]]\s*(?<after>.*)$",
        Options);

    private static readonly Regex Closed = new(
        $@"\(\s*(?:{MinutesWords.Either(MinutesWords.Current.Closed)})\s*\)", Options);

    private static readonly Regex Open = new(
        $@"\(\s*(?:{MinutesWords.Either(MinutesWords.Current.Open)})\s*\)", Options);

    public static IReadOnlyList<PaperAttachment> Read(PaperSection section)
    {
        var found = new List<PaperAttachment>();
        foreach (var block in section.Blocks)
            foreach (var paragraph in block.Text.Split("\n\n"))
                found.AddRange(Entries(paragraph).Select(Read).OfType<PaperAttachment>()
                    .Select(one => one with { Audience = block.Audience }));
        return found;
    }

    // A long name may be broken over lines: the entry goes on until its numbers, or until the next numbered line.
    private static IEnumerable<string> Entries(string paragraph)
    {
        var entry = "";
        foreach (var line in paragraph.Split('\n'))
        {
            var begins = entry.Length == 0 || Numbered.IsMatch(line) || line.StartsWith("- ", StringComparison.Ordinal)
                || Ids.IsMatch(entry) || !Numbered.IsMatch(entry);
            if (begins && entry.Length > 0) yield return entry;
            entry = begins ? line : entry + " " + line.Trim();
        }

        if (entry.Length > 0) yield return entry;
    }

    private static PaperAttachment? Read(string entry)
    {
        var text = entry.StartsWith("- ", StringComparison.Ordinal) ? entry[2..] : entry;
        var numbered = Numbered.Match(text);
        var rest = numbered.Success ? numbered.Groups["rest"].Value : text;
        var ids = Ids.Match(rest);
        var name = ids.Success ? (ids.Groups["name"].Value + " " + ids.Groups["after"].Value).Trim() : rest.Trim();
        if (!ids.Success && !numbered.Success && MinutesWords.Has(MinutesWords.Current.Nothing, name.TrimEnd('.'))) return null;
        var access = Closed.IsMatch(name) ? Access.Closed : Access.Open;
        name = Closed.Replace(Open.Replace(name, ""), "").Trim();
        return new PaperAttachment(
            numbered.Success ? numbered.Groups["n"].Value : null, name, Value(ids.Groups["doc"]), Value(ids.Groups["case"]))
        { Access = access };
    }

    private static string? Value(Group group) => group.Success && group.Value.Trim().Length > 0 ? group.Value.Trim() : null;
}
