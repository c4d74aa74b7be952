using System.Text;

namespace Workflow.Messaging.Inbound;

/// <summary>Bytes to text, when the mail says its charset, says none, or says a wrong one.</summary>
internal static class MailCharset
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <returns>The text, and whether the charset that was given was not the one to read it by.</returns>
    public static (string Text, bool IsGuessed) Decode(byte[] bytes, string? charset)
    {
        if (bytes.All(b => b is < 0x80 and not 0 and not 0x1b))
            return (Encoding.ASCII.GetString(bytes), false);
        if (WithMark(bytes) is { } marked)
            return (marked, false);
        var utf8 = TryDecode(Utf8, bytes);
        var given = Find(charset);
        // Bytes that happen to be good UTF-8 are UTF-8: in no other charset do such sequences make words.
        if (utf8 is not null && (given is null || given.IsSingleByte))
            return (utf8, IsGuessed: true);
        if (given is not null && TryDecode(given, bytes) is { } text)
            return (text, false);
        return (Western.GetString(bytes), true);
    }

    private static string? WithMark(byte[] bytes) => bytes switch
    {
        [0xef, 0xbb, 0xbf, ..] => TryDecode(Utf8, bytes[3..]),
        [0xff, 0xfe, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
        [0xfe, 0xff, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
        _ => null,
    };

    private static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Null where it is missing, unknown, or UTF-7, which hides markup from those who look for it.</summary>
    private static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset) || charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            var (encoder, decoder) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim(), encoder, decoder)
                ?? Encoding.GetEncoding(charset.Trim(), encoder, decoder);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
