using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>Reads who took part: one a line with title or role, or all in one line with commas.</summary>
internal static class Participants
{
    public static IReadOnlyList<PaperParticipant> Read(IReadOnlyList<string> lines)
    {
        var listed = lines.Count > 1 && lines.All(line => line.StartsWith("- ", StringComparison.Ordinal)
            || line.Contains('\t', StringComparison.Ordinal));
        if (listed) return [.. lines.Select(OneOfList)];
        return [.. Pieces(string.Join(' ', lines)).Where(piece => !string.IsNullOrWhiteSpace(piece)).Select(One)];
    }

    private static PaperParticipant OneOfList(string line)
    {
        var parts = line.TrimStart('-', ' ').Split(['\t', ','], 2,
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? new PaperParticipant(line, null) : new PaperParticipant(parts[0], parts.ElementAtOrDefault(1));
    }

    // Commas and semicolons inside brackets belong to the role.
    private static IEnumerable<string> Pieces(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth > 0 || text[i] is not (',' or ';')) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    private static PaperParticipant One(string piece)
    {
        var text = piece.Trim();
        var bracket = text.IndexOf('(', StringComparison.Ordinal);
        return bracket > 0 && text.EndsWith(')')
            ? new PaperParticipant(text[..bracket].Trim(), text[(bracket + 1)..^1].Trim())
            : new PaperParticipant(text, null);
    }
}
