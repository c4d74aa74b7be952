using System.Net;
using System.Text.RegularExpressions;

namespace Workflow.Documents.Minutes;

/// <summary>Takes the Markdown and HTML marks off a line and leaves its words.</summary>
internal static class Markup
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    // An escaped character is moved into the private use area while marks are read, so that it never counts as one.
    private const int Shelter = 0xE000;

    private static readonly Regex Breaks = new(@"</?(?:p|br|div|li|ul|ol|tr|td|th)(?:\s[^<>]*)?\s*/?>", Options);

    private static readonly Regex Tags = new(
        @"</?(?:b|i|u|em|strong|span|sub|sup|a|table|tbody|thead)(?:\s[^<>]*)?\s*/?>", Options);

    private static readonly Regex Link = new(@"<(?<url>(?:https?://|mailto:)[^<>\s]+)>", Options);

    /// <summary>The line's text without marks; a heading's signs are taken off as well.</summary>
    public static string Plain(string line)
    {
        var text = line.Trim().Trim('\u200B', '\uFEFF').Trim();
        text = StripHeading(text);
        text = Link.Replace(text, "${url}");
        text = Tags.Replace(Breaks.Replace(text, " "), "");
        text = WebUtility.HtmlDecode(Hide(text));
        text = Emphasis.Strip(Emphasis.Strip(text, '*'), '_');
        return Reveal(text).Trim();
    }

    /// <summary>The line without any star, underscore, number sign or backslash: for comparing with a heading.</summary>
    public static string Bare(string line) =>
        string.Concat(line.Where(c => c is not ('*' or '_' or '#' or '\\' or '\u200B' or '\uFEFF'))).Trim();

    /// <summary>Only stars, three or more, after unescaping: the fence that gives text one audience.</summary>
    public static bool IsFence(string line)
    {
        var signs = line.Where(c => !char.IsWhiteSpace(c) && c is not ('\\' or '\u200B' or '\uFEFF'));
        var rest = string.Concat(signs).TrimStart('#', '>', '-');
        return rest.Length >= 3 && rest.All(c => c == '*');
    }

    /// <summary>A rule, the frame of a table, or nothing that could be read.</summary>
    public static bool IsRule(string line) =>
        line.All(c => char.IsWhiteSpace(c) || c is '-' or '_' or '=' or '|' or ':' or '\u200B' or '\uFEFF');

    public static bool IsMarkedHeading(string line)
    {
        var text = line.Trim();
        return text.StartsWith('#') || (text.StartsWith("**", StringComparison.Ordinal)
            && text.EndsWith("**", StringComparison.Ordinal));
    }

    private static string StripHeading(string text)
    {
        var signs = text.TakeWhile(c => c == '#').Count();
        return signs is > 0 and <= 6 && signs < text.Length && char.IsWhiteSpace(text[signs]) ? text[signs..].Trim() : text;
    }

    private static string Hide(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var hidden = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var escapes = text[i] == '\\' && i + 1 < text.Length && char.IsAscii(text[i + 1])
                && (char.IsPunctuation(text[i + 1]) || char.IsSymbol(text[i + 1]));
            hidden.Append(escapes ? (char)(Shelter + text[++i]) : text[i]);
        }

        return hidden.ToString();
    }

    private static string Reveal(string text) =>
        string.Concat(text.Select(c => c >= Shelter && c < Shelter + 128 ? (char)(c - Shelter) : c));
}
