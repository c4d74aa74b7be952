using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Workflow.Messaging.Files;

/// <summary>
/// What a PDF says. To be called in a process that may die of it: a file made for the purpose can take any time and memory, and a
/// parser's deep recursion ends a process whatever is caught.
/// </summary>
public static class PdfFile
{
    public const int MostPages = 1000;

    /// <summary>Share of a page: a larger picture may be a scanned page, which is not read.</summary>
    private const double Logo = 0.25;

    /// <exception cref="Exception">Whatever the parser throws: then nothing of the file is known.</exception>
    public static FileText Read(byte[] content)
    {
        using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        var text = new StringBuilder();
        var about = document.Information;
        text.AppendJoin('\n', about.Title, about.Author, about.Subject, about.Keywords, about.Creator).Append('\n');
        // Fields of a form are drawn beside the pages; files within the file are files that nobody has looked into.
        var isWhole = document.NumberOfPages <= MostPages && !document.TryGetForm(out _)
            && !document.Advanced.TryGetEmbeddedFiles(out _);
        for (var number = 1; number <= Math.Min(document.NumberOfPages, MostPages); number++)
            isWhole &= Read(document.GetPage(number), text);
        return new FileText(text.ToString(), isWhole);
    }

    /// <summary>In the order that it is drawn in, and by lines: a number may stand across two pieces of either.</summary>
    private static bool Read(Page page, StringBuilder text)
    {
        text.Append(page.Text).Append('\n').Append(ContentOrderTextExtractor.GetText(page)).Append('\n');
        var notes = page.GetAnnotations().ToList();
        foreach (var note in notes)
            text.Append(note.Content).Append('\n');
        var drawsText = page.Letters.Count == 0 && page.Paths.Count > 0;
        return !drawsText && !page.GetImages().Any(image => IsScan(image, page)) && !notes.Exists(IsStamp);
    }

    private static bool IsScan(IPdfImage image, Page page) =>
        page.Letters.Count == 0 || Math.Abs(image.BoundingBox.Area) > Logo * page.Width * page.Height;

    private static bool IsStamp(Annotation note) =>
        note.Type is AnnotationType.Stamp or AnnotationType.FileAttachment or AnnotationType.Widget;
}
