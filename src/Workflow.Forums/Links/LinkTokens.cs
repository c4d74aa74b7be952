using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflow.Forums.Links;

/// <summary>
/// Tokens of 128 bits, derived from what they are for under a key only the service knows: a letter rendered twice is the
/// same bytes, and a token cannot be guessed from another. Lower-case base32 (RFC 4648), fit for the local part of a mail
/// address.
/// </summary>
public static partial class LinkTokens
{
    /// <summary>In characters.</summary>
    public const int Length = 26;

    /// <summary>Shortest link key, in characters.</summary>
    public const int ShortestKey = 32;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 16;

    public static string Make(string key, LinkGrant grant)
    {
        // Lengths before the parts: ("a","bc") and ("ab","c") must not meet.
        string[] parts = [grant.Purpose.ToString(), grant.SubjectId, grant.PartyId, grant.Version.ToString("D", null)];
        if (grant.Contact > 0)
            parts = [.. parts, grant.Contact.ToString("D", null)];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}|"));
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
        return Base32(mac.AsSpan(0, Bytes));
    }

    /// <summary>Under which a token is kept.</summary>
    /// <returns>SHA-256 (hex).</returns>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether it could be a token at all; asked before anything is looked up.</summary>
    public static bool IsWellFormed(string? token) =>
        token is { Length: Length } && token.All(c => Alphabet.Contains(c, StringComparison.Ordinal));

    /// <summary>
    /// The text without what would let its readers act for another: addresses of link pages, and reply addresses.
    /// </summary>
    public static string? Hide(string? text) =>
        text is null ? null : ReplyPart().Replace(PageAddress().Replace(text, "[…]"), "[…]@");

    [GeneratedRegex(@"\S*/l/[a-z2-7]{26}\S*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageAddress();

    [GeneratedRegex(@"[^\s<>:,;""]*\+[rb][a-z2-7]{20,26}@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReplyPart();

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(Length);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        return text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }
}
