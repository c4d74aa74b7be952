using System.Text;
using MimeKit.Text;

namespace Workflow.Messaging.Inbound;

/// <summary>HTML as plain text: nothing is loaded and nothing runs; quotations keep their mark.</summary>
internal static class HtmlText
{
    private const int DeepestQuote = 5;

    private static readonly HashSet<HtmlTagId> Breaks =
    [
        HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3,
        HtmlTagId.H4, HtmlTagId.H5,
        HtmlTagId.H6, HtmlTagId.Table, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Pre, HtmlTagId.HR,
    ];

    public static string Of(string html, int longest)
    {
        var (lines, quote, hidden) = (new TextLines(), 0, (HtmlTagId?)null);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token) && lines.Length < longest)
        {
            if (token is HtmlTagToken tag)
            {
                hidden = HiddenAfter(tag, hidden);
                if (tag.Id == HtmlTagId.BlockQuote)
                    quote = Math.Clamp(quote + (tag.IsEndTag ? -1 : 1), 0, DeepestQuote);
                if (tag.Id == HtmlTagId.Br)
                    lines.Break(quote);
                else if (tag.Id == HtmlTagId.BlockQuote || Breaks.Contains(tag.Id))
                    lines.Begin(quote);
            }
            else if (hidden is null && token.Kind == HtmlTokenKind.Data)
            {
                lines.Add(((HtmlDataToken)token).Data, quote);
            }
        }

        return lines.ToString();
    }

    /// <summary>Content ids of the mail's own pictures that are shown; nothing is loaded.</summary>
    public static IEnumerable<string> Pictures(string html)
    {
        const string Scheme = "cid:";
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is not HtmlTagToken { Id: HtmlTagId.Image, IsEndTag: false } picture)
                continue;
            if (picture.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Src)?.Value is { } source
                && source.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                yield return Uri.UnescapeDataString(source[Scheme.Length..]);
        }
    }

    /// <summary>Scripts, styles and the title are no words of the author's.</summary>
    private static HtmlTagId? HiddenAfter(HtmlTagToken tag, HtmlTagId? hidden)
    {
        if (hidden is { } current)
            return tag.IsEndTag && tag.Id == current ? null : hidden;
        return !tag.IsEndTag && !tag.IsEmptyElement
            && tag.Id is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title ? tag.Id : null;
    }

    private sealed class TextLines
    {
        private readonly StringBuilder _text = new();
        private bool _isAtStart = true;

        public int Length => _text.Length;

        public void Begin(int quote)
        {
            if (!_isAtStart)
                Break(quote);
        }

        public void Break(int quote)
        {
            if (_isAtStart && quote > 0)
                Mark(quote);
            _text.Append('\n');
            _isAtStart = true;
        }

        public void Add(string data, int quote)
        {
            foreach (var c in data)
            {
                // A non-breaking space is a space to the reader.
                var isSpace = char.IsWhiteSpace(c);
                if (isSpace && (_isAtStart || _text[^1] == ' '))
                    continue;
                if (_isAtStart)
                    Mark(quote);
                _text.Append(isSpace ? ' ' : c);
                _isAtStart = false;
            }
        }

        public override string ToString() => _text.ToString();

        private void Mark(int quote)
        {
            if (quote > 0)
                _text.Append('>', quote).Append(' ');
        }
    }
}
