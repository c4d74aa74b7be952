using System.Text;

namespace Workflow.Documents.Printing;

/// <summary>Text of unknown origin made safe to print; encoding for HTML or MIME comes after, at the last step.</summary>
internal static class PlainText
{
    /// <summary>One line: breaks and control characters become a space, so that nothing ends a header or a paragraph.</summary>
    public static string Line(string? text)
    {
        var line = new StringBuilder();
        foreach (var c in text ?? "")
        {
            var space = char.IsWhiteSpace(c) || char.IsControl(c) || IsDirectional(c);
            if (!space)
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Several lines: ends are LF, control characters but tab are gone.</summary>
    public static string Lines(string? text)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n");
        return string.Concat(lines.Where(c => c is '\n' or '\t' || !(char.IsControl(c) || IsDirectional(c)))).Trim('\n', ' ');
    }

    /// <summary>Overrides of the writing direction can make a name or a file read as another.</summary>
    private static bool IsDirectional(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
