using Workflow.Activities.Ports;
using Workflow.Forums.Checks;

namespace Workflow.Messaging.Files;

/// <summary>
/// Reads plain text, web pages, Office and OpenDocument files itself, and PDF in a process of its own. What it does not know it
/// does
/// not search, and says so.
/// </summary>
/// <param name="pdf">Null where PDF files are not searched.</param>
public sealed class AttachmentSearch(PdfTextProcess? pdf) : IAttachmentSearch
{
    /// <summary>Mails and web archives begin as text and hold the rest of themselves encoded.</summary>
    private static readonly string[] Wrappings = [".eml", ".msg", ".mht", ".mhtml", ".p7m", ".ics", ".vcf"];

    public async Task<SearchVerdict> SearchAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(name, content, cancellationToken).ConfigureAwait(false);
        if (CprNumber.Count(text.Text) > 0)
            return SearchVerdict.PersonalNumber;
        return text.IsWhole ? SearchVerdict.Clean : SearchVerdict.NotSearched;
    }

    private async Task<FileText> ReadAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // By content: a name may say anything. The mark of a PDF may come after up to 1024 bytes of something else.
        if (content.Span.StartsWith("PK"u8))
            return OfficeText.Read(content);
        if (content.Span[..Math.Min(1024, content.Length)].IndexOf("%PDF-"u8) >= 0)
            return pdf is null ? FileText.Unread : await pdf.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        var isWrapping = Wrappings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        var text = PlainFile.Read(content.Span);
        return isWrapping ? text with { IsWhole = false } : text;
    }
}
