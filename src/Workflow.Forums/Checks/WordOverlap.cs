namespace Workflow.Forums.Checks;

/// <summary>Compares texts by their telling words; endings of Danish words do not count.</summary>
internal static class WordOverlap
{
    private static readonly HashSet<string> Common = new(CheckPhrases.Current.Data.CommonWords, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start >= 0 && IsTelling(text[start..i])) words.Add(text[start..i]);
            start = -1;
        }

        return [.. words];
    }

    public static int Count(IReadOnlyList<string> words, string text)
    {
        var others = Words(text);
        return words.Count(word => others.Any(other => Same(word, other)));
    }

    private static bool IsTelling(string word) =>
        !Common.Contains(word) && (word.Length >= 4 || (word.Length == 3 && word.All(char.IsUpper)));

    private static bool Same(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var shared = 0;
        while (shared < shorter && char.ToUpperInvariant(one[shared]) == char.ToUpperInvariant(other[shared])) shared++;
        if (one.Length == other.Length && shared == shorter) return true;
        return shared >= 5 && shared >= 0.7 * shorter;
    }
}
