using System.Text;

namespace Workflow.IntegrationTests.Replay;

/// <summary>Words are letters and digits, case folded; a run is four of them within one sentence.</summary>
internal static class FourWords
{
    private const int Length = 4;

    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else
                End(words, word);
        }

        End(words, word);
        return words;
    }

    /// <summary>Runs within the sentences; a blank line ends one too.</summary>
    public static IReadOnlySet<string> InSentences(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace("\n\n", ".", StringComparison.Ordinal)
        .Split(['.', '!', '?', ':', ';']).SelectMany(Runs).ToHashSet(StringComparer.Ordinal);

    /// <summary>Runs over everything, whatever stands between the words.</summary>
    public static IReadOnlySet<string> Anywhere(string text) => Runs(text).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Runs(string text)
    {
        var words = Of(text);
        for (var i = 0; i + Length <= words.Count; i++)
            yield return string.Join(' ', words.Skip(i).Take(Length));
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }
}
