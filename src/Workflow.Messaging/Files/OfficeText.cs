using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;


namespace Workflow.Messaging.Files;

/// <summary>
/// Office (docx, xlsx, pptx) and OpenDocument (odt, ods, odp) files: every XML part of the package. Sizes are counted while
/// unpacking, whatever the package says of itself; another archive is not unpacked at all.
/// </summary>
internal static class OfficeText
{
    public const int MostParts = 2000;

    /// <summary>Of all parts together, unpacked, in bytes.</summary>
    public const long MostBytes = 50 * 1024 * 1024;

    /// <summary>A smaller picture is taken for a logo; a larger one may be a scanned page, which is not read. In bytes.</summary>
    public const long Logo = 30 * 1024;

    public static FileText Read(ReadOnlyMemory<byte> content)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        try
        {
            using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using var package = new ZipArchive(stream, ZipArchiveMode.Read);
            return IsDocument(package) ? Read(package) : FileText.Unread;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return FileText.Unread;
        }
    }

    private static bool IsDocument(ZipArchive package) =>
        package.GetEntry("[Content_Types].xml") is not null || package.GetEntry("mimetype") is not null;

    private static FileText Read(ZipArchive package)
    {
        var (text, isWhole, left) = (new StringBuilder(), package.Entries.Count <= MostParts, MostBytes);
        foreach (var part in package.Entries.Take(MostParts))
        {
            if (part.FullName.EndsWith('/'))
                continue;
            if (IsXml(part.FullName))
                isWhole &= OfficePart.Read(part, text, ref left);
            else
                isWhole &= !MayHoldText(part);
        }

        return new FileText(text.ToString(), isWhole);
    }

    private static bool IsXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    /// <summary>Files within the file, and pictures that are more than a logo.</summary>
    private static bool MayHoldText(ZipArchiveEntry part) => part.FullName is not "mimetype"
        && !part.FullName.EndsWith(".rdf", StringComparison.OrdinalIgnoreCase)
        && !part.FullName.Contains("printerSettings", StringComparison.Ordinal)
        && !part.FullName.StartsWith("Thumbnails/", StringComparison.Ordinal)
        && !(IsPicture(part.FullName) && Math.Max(part.Length, part.CompressedLength) < Logo);

    private static bool IsPicture(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".gif" or ".svg" or ".ico";
}
