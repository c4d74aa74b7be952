using System.Globalization;
using Workflow.Documents.Printing;

namespace Workflow.Documents.Letters;

/// <summary>
/// The same words as the plain text, for a mail reader that shows HTML. Only the product's own links and that of the online
/// meeting become links: an
/// address that somebody wrote into a title stays text.
/// </summary>
internal static class LetterHtml
{
    public static string Write(string subject, string text, CultureInfo culture, IReadOnlyList<string> linkStarts)
    {
        var html = new Markup();
        html.Constant("<!DOCTYPE html>\n").Open("html", ("lang", culture.TwoLetterISOLanguageName));
        StyleSheet.Letter.WriteHead(html, subject, index: false);
        html.Open("body").Open("main").Element("h1", subject);
        BlockText.Write(html, text, linkStarts);
        return html.Close().Close().Close().ToString();
    }
}
