using System.Globalization;
using System.Text;
using Workflow.Forums;

namespace Workflow.Documents.Minutes;

/// <summary>Turns a file's bytes into text, or says what they are instead and what to do.</summary>
internal static class PaperBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Refusal? RefuseLength(long length, string fileName, MinutesFileLimits limits)
    {
        if (length == 0) return Refuse("file-empty", fileName);
        return length <= limits.MaxBytes
            ? null : Refuse("file-too-large", fileName, Megabytes(length), Megabytes(limits.MaxBytes));
    }

    public static Ruling<string> Decode(ReadOnlySpan<byte> bytes, string fileName)
    {
        if (RefuseOtherFormat(bytes, fileName) is { } other) return other;
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0) return RefuseNul(bytes, nul, fileName);
        var bad = FirstInvalid(bytes);
        if (bad >= 0)
            return Refuse("file-not-utf8", fileName, LineOf(bytes, bad),
                bytes[bad].ToString("X2", CultureInfo.InvariantCulture), bad);
        var text = Strict.GetString(bytes);
        return string.IsNullOrWhiteSpace(text) ? Refuse("file-empty", fileName) : text;
    }

    private static Refusal? RefuseOtherFormat(ReadOnlySpan<byte> bytes, string fileName)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return Refuse("file-utf16", fileName);
        if (bytes.StartsWith("%PDF"u8)) return Refuse("file-other-format", fileName, "PDF");
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return Refuse("file-other-format", fileName, "DOCX/ZIP");
        ReadOnlySpan<byte> oldOffice = [0xD0, 0xCF, 0x11, 0xE0];
        if (bytes.StartsWith(oldOffice)) return Refuse("file-other-format", fileName, "DOC");
        return bytes.StartsWith(@"{\rtf"u8) ? Refuse("file-other-format", fileName, "RTF") : null;
    }

    private static Refusal RefuseNul(ReadOnlySpan<byte> bytes, int at, string fileName)
    {
        // Text in UTF-16 without a mark shows as a NUL in about every second byte.
        var nuls = bytes.Count((byte)0);
        return nuls > bytes.Length / 4 ? Refuse("file-utf16", fileName) : Refuse("file-nul", fileName, LineOf(bytes, at), at);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (bytes[at] < 0x80) at++;
            else if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
            else return at;
        }

        return -1;
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int at) => 1 + bytes[..at].Count((byte)'\n');

    private static string Megabytes(long length) => (length / (1024d * 1024d)).ToString("0.#", CultureInfo.CurrentCulture);

    private static Refusal Refuse(string code, params object[] arguments) => new(code, ReaderTexts.Get(code, arguments));
}
