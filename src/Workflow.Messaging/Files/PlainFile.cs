using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflow.Messaging.Files;

/// <summary>Text, with or without the tags of a web page in it.</summary>
internal static partial class PlainFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static FileText Read(ReadOnlySpan<byte> content)
    {
        if (Decode(content) is not { } text || text.StartsWith("{\\rtf", StringComparison.Ordinal))
            return FileText.Unread;
        // Tags and entities may stand between two digits: it is looked at with them and without.
        var bare = text.Contains('<', StringComparison.Ordinal) || text.Contains('&', StringComparison.Ordinal)
            ? text + "\n" + WebUtility.HtmlDecode(Tag().Replace(text, ""))
            : text;
        // Pictures and files may stand within a page, encoded.
        return new FileText(bare, !text.Contains(";base64,", StringComparison.OrdinalIgnoreCase));
    }

    /// <returns>Null for what is no text. Digits are the same in every charset that is left.</returns>
    private static string? Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith<byte>([0xff, 0xfe]))
            return Encoding.Unicode.GetString(content[2..]);
        if (content.StartsWith<byte>([0xfe, 0xff]))
            return Encoding.BigEndianUnicode.GetString(content[2..]);
        // Binary files have other control characters than those of text.
        if (content.ContainsAnyInRange((byte)0, (byte)8) || content.ContainsAnyInRange((byte)14, (byte)26))
            return null;
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
