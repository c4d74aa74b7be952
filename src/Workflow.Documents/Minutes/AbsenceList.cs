using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>How many cells of each kind an absence table had; they belong together only where the counts agree.</summary>
internal sealed record AbsenceCount(int Names, int Titles, int Roles)
{
    public bool IsTorn => (Titles > 0 && Titles != Names) || (Roles > 0 && Roles != Names);
}

/// <summary>
/// Reads the table of absent members. It comes as rows (name, title, role by tabs) or torn into columns over lines and
/// pages: first names, then titles, then roles, perhaps several times.
/// </summary>
internal static class AbsenceList
{
    private static readonly MinutesWords Words = MinutesWords.Current;

    public static (IReadOnlyList<PaperAbsence> Absent, AbsenceCount Count) Read(string text)
    {
        var names = new List<string>();
        var titles = new List<string>();
        var roles = new List<string>();
        foreach (var cell in Cells(text))
            (IsRole(cell) ? roles : IsTitle(cell) ? titles : names).Add(cell);
        var count = new AbsenceCount(names.Count, titles.Count, roles.Count);
        var hasTitles = titles.Count == names.Count;
        var hasRoles = roles.Count == names.Count;
        var absent = names.Select((name, i) => new PaperAbsence(name, hasTitles ? titles[i] : null, hasRoles ? roles[i] : null));
        return ([.. absent], count);
    }

    private static IEnumerable<string> Cells(string text)
    {
        var cells = text.Split(['\n', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(cell => cell.StartsWith("- ", StringComparison.Ordinal) ? cell[2..].Trim() : cell)
            .Where(cell => cell.Length > 0 && cell != "." && !MinutesWords.Has(Words.Nothing, cell.TrimEnd('.')));
        return cells.SelectMany(Parts);
    }

    // "Anna Lund, Bo Krogh" are two names, "Anna Lund, direktør" is a name and a title.
    private static IEnumerable<string> Parts(string cell)
    {
        var parts = cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !IsName(parts[0])) return [cell];
        if (parts.All(IsName)) return parts;
        return IsRole(parts[^1]) && parts.Length > 2
            ? [parts[0], string.Join(", ", parts[1..^1]), parts[^1]]
            : [parts[0], string.Join(", ", parts[1..])];
    }

    private static bool IsRole(string cell) => MinutesWords.Has(Words.Roles, cell);

    private static bool IsTitle(string cell) => !IsName(cell);

    private static bool IsName(string cell)
    {
        var words = cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 6 && !cell.Any(c => char.IsDigit(c) || c is ',' or '/')
            && char.IsUpper(words[0][0]) && char.IsUpper(words[^1][0])
            && !IsRole(cell) && !words.Any(IsTitleWord);
    }

    private static bool IsTitleWord(string word) =>
        MinutesWords.Has(Words.TitleWords, word)
            || Words.TitleEndings.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
