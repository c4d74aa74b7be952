using System.Collections.Frozen;
using System.Text;

namespace Workflow.Messaging.Inbound;

/// <summary>The phrases of <c>phrases.txt</c>, which lies in the assembly: words of several languages are data.</summary>
internal static class Phrases
{
    private static readonly FrozenDictionary<string, string[]> Sections = Load();

    public static IReadOnlyList<string> Of(string section) => Sections[section];

    /// <returns>The phrase that stands somewhere in the text; null where none does.</returns>
    public static string? In(string section, string text) =>
        Sections[section].FirstOrDefault(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    private static FrozenDictionary<string, string[]> Load()
    {
        using var stream = typeof(Phrases).Assembly.GetManifestResourceStream("Workflow.Messaging.Inbound.phrases.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (sections, current) = (new Dictionary<string, List<string>>(StringComparer.Ordinal), new List<string>());
        while (reader.ReadLine() is { } line)
        {
            var text = line.Trim();
            if (text.StartsWith('['))
                sections[text.Trim('[', ']')] = current = [];
            else if (text.Length > 0 && !text.StartsWith('#'))
                current.Add(text);
        }

        return sections.ToFrozenDictionary(section => section.Key, section => section.Value.ToArray(), StringComparer.Ordinal);
    }
}
