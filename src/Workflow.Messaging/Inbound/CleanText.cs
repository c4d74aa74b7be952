using System.Globalization;
using System.Text;

namespace Workflow.Messaging.Inbound;

/// <summary>Texts that others wrote, made fit for a row, a page and a header.</summary>
internal static class CleanText
{
    /// <summary>One line: a line break in a name or subject would begin a header in whatever is written of it.</summary>
    public static string Line(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= longest)
                break;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            else if (!IsInvisible(rune))
                line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>Lines end with a line feed; no other control character but the tabulator; no half characters.</summary>
    public static string Lines(string text, int longest)
    {
        var lines = new StringBuilder();
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (lines.Length >= longest)
                break;
            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
                lines.Append(rune.ToString());
        }

        return lines.ToString().Trim('\n', ' ', '\t');
    }

    /// <summary>Turns the direction of writing, or cannot be seen: <c>exe.pdf</c> looks like <c>fdp.exe</c>.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse;
}
