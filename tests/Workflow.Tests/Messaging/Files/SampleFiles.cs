using System.IO.Compression;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Workflow.Tests.Messaging.Files;

/// <summary>Files as programs write them, as small as they can be.</summary>
internal static class SampleFiles
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>Each run by itself, as Word leaves a line that was corrected.</summary>
    public static byte[] Docx(params string[] runs) => Zip(
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml",
        $"<w:document xmlns:w=\"{Word}\"><w:body><w:p>{string.Concat(runs.Select(run => $"<w:r><w:t>{run}</w:t></w:r>"))}</w:p></w:body></w:document>"));

    public static byte[] Xlsx(string value) => Zip(
        ("[Content_Types].xml", "<Types/>"),
        ("xl/worksheets/sheet1.xml",
        $"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\"><v>{value}</v></c><c r=\"C1\"><v>7</v></c></row></sheetData></worksheet>"));

    public static byte[] Odt(string text) => Zip(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", $"<o:body xmlns:o=\"o\" xmlns:t=\"t\"><t:p>{text}</t:p></o:body>"));

    public static byte[] Zip(params (string Name, string Content)[] parts) =>
        Zip([.. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Content)))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Each piece drawn by itself, one after the other on a line, as a layout program does.</summary>
    public static byte[] Pdf(params string[] pieces)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var page = builder.AddPage(PageSize.A4);
        var left = 50.0;
        foreach (var piece in pieces)
            left = page.AddText(piece, 12, new PdfPoint(left, 700), font).Max(letter => letter.BoundingBox.Right) + 1;
        return builder.Build();
    }

    public static byte[] ScannedPdf()
    {
        var builder = new PdfDocumentBuilder();
        builder.AddPage(PageSize.A4).AddPng(Png, new PdfRectangle(0, 0, 595, 842));
        return builder.Build();
    }

    /// <summary>One grey pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
}
