namespace Workflow.Forums.Wording;

/// <summary>
/// Cuts text into sentences; a paragraph's end ends a sentence, the full stop of an abbreviation or ordinal does not.
/// </summary>
public static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(WordingData.Current.Abbreviations,
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!EndsAt(text, i)) continue;
            Add(sentences, text[start..(i + 1)]);
            start = i + 1;
        }

        Add(sentences, text[start..]);
        return sentences;
    }

    private static bool EndsAt(string text, int i) => text[i] switch
    {
        '\n' => true,
        '!' or '?' => true,
        '.' => IsFullStop(text, i),
        _ => false,
    };

    private static bool IsFullStop(string text, int i)
    {
        if (i + 1 >= text.Length) return true;
        if (!char.IsWhiteSpace(text[i + 1])) return false;
        var next = i + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next]) && text[next] != '\n') next++;
        if (next >= text.Length || text[next] == '\n') return true;
        if (char.IsLower(text[next])) return false;
        var word = WordBefore(text, i);
        // "d. 13" and "mio. 4" go on; an ordinal such as "den 13." goes on only before a lower-case month, seen above.
        return !Abbreviations.Contains(word);
    }

    private static string WordBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not '(' && end - start < 12) start--;
        return text[start..end];
    }

    private static void Add(List<string> sentences, string sentence)
    {
        var trimmed = sentence.Trim();
        if (trimmed.Length > 0) sentences.Add(trimmed);
    }
}
