using System.IO.Compression;
using System.Text;
using System.Xml;
using Workflow.Messaging.Inbound;

namespace Workflow.Messaging.Files;

/// <summary>One XML part of an Office file.</summary>
internal static class OfficePart
{
    /// <summary>Elements that end a line: what stands in two of them is not one word. Runs of one paragraph are.</summary>
    private static readonly HashSet<string> Lines = new(
        ["p", "h", "c", "si", "v", "t-end", "row", "table-cell", "table-row", "br", "tab", "line-break", "cr", "is", "f",
        "comment", "annotation"], StringComparer.Ordinal);

    /// <summary>Attributes that a person may have written: values of cells, links, alternative texts, names.</summary>
    private static readonly HashSet<string> Said = new(
        ["value", "string-value", "Target", "href", "title", "descr", "name", "author", "initials", "alt", "formula", "text"],
        StringComparer.Ordinal);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = OfficeText.MostBytes,
        IgnoreComments = false,
    };

    /// <param name="left">Bytes that may still be unpacked.</param>
    /// <returns>False where it could not be read to its end.</returns>
    public static bool Read(ZipArchiveEntry part, StringBuilder text, ref long left)
    {
        try
        {
            using var bytes = new BoundedStream(left);
            using (var packed = part.Open())
                Copy(packed, bytes);
            left -= bytes.Length;
            if (bytes.IsCut)
                return false;
            bytes.Position = 0;
            using var reader = XmlReader.Create(bytes, Settings);
            while (reader.Read())
                Take(reader, text);
            text.Append('\n');
            return true;
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException or IOException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>No further than it may: what comes after the limit is not even unpacked.</summary>
    private static void Copy(Stream packed, BoundedStream bytes)
    {
        var buffer = new byte[81920];
        for (int read; !bytes.IsCut && (read = packed.Read(buffer)) > 0;)
            bytes.Write(buffer, 0, read);
    }

    private static void Take(XmlReader reader, StringBuilder text)
    {
        if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment)
            text.Append(Value(reader.Value));
        if (reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement && Lines.Contains(reader.LocalName))
            text.Append('\n');
        if (reader.NodeType != XmlNodeType.Element || !reader.MoveToFirstAttribute())
            return;
        do
        {
            if (Said.Contains(reader.LocalName))
                text.Append('\n').Append(Value(reader.Value)).Append('\n');
        }
        while (reader.MoveToNextAttribute());
        reader.MoveToElement();
    }

    /// <summary>A sheet keeps a number without its leading zero.</summary>
    private static string Value(string value) =>
        value.Length == 9 && value.All(char.IsAsciiDigit) ? $"{value}\n0{value}\n" : value;
}
