using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Workflow.Documents.Printing;

/// <summary>
/// Writes HTML that is also well-formed XML, so that a test and an archive can read it back. Every text and attribute
/// value is encoded here and nowhere else.
/// </summary>
internal sealed class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    public Markup Open(string name, params (string Name, string? Value)[] attributes)
    {
        Start(name, attributes);
        _html.Append('>');
        _open.Push(name);
        return this;
    }

    public Markup Close()
    {
        _html.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    public Markup Text(string text)
    {
        _html.Append(Encoder.Encode(Printable(text)));
        return this;
    }

    /// <summary>An element with text alone.</summary>
    public Markup Element(string name, string text, params (string Name, string? Value)[] attributes) =>
        Open(name, attributes).Text(text).Close();

    /// <summary>An element that has no end tag in HTML.</summary>
    public Markup Void(string name, params (string Name, string? Value)[] attributes)
    {
        Start(name, attributes);
        _html.Append(" />\n");
        return this;
    }

    /// <summary>Our own constant text, such as a style sheet. Never anything that came from outside.</summary>
    public Markup Constant(string html)
    {
        _html.Append(html);
        return this;
    }

    public override string ToString() => _open.Count == 0
        ? _html.ToString()
        : throw new InvalidOperationException($"The element '{_open.Peek()}' is still open.");

    private void Start(string name, (string Name, string? Value)[] attributes)
    {
        _html.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                _html.Append(' ').Append(attribute).Append("=\"").Append(Encoder.Encode(Printable(value))).Append('"');
        }
    }

    /// <summary>What XML cannot hold (NUL, vertical tab, half a surrogate pair) shows as a replacement character.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(IsXml(rune.Value) ? rune.ToString() : "\uFFFD");

        return printable.ToString();
    }

    private static bool IsXml(int rune) =>
        rune is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
