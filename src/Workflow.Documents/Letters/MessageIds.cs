using System.Security.Cryptography;
using System.Text;

namespace Workflow.Documents.Letters;

/// <summary>
/// Message-IDs derived from what a letter is, never generated: a second try after a crash carries the same id and is
/// recognised, by our own outbox and by mail systems.
/// </summary>
public static class MessageIds
{
    private const int DigestChars = 32;

    /// <returns>With angle brackets, such as <c>&lt;invitation-m-7.0f3c…@workflow.invalid&gt;</c>.</returns>
    public static string For(string aboutId, string kind, string recipientId, string version, string domain)
    {
        // Lengths before the parts: ("a","bc") and ("ab","c") must not meet.
        var parts = new[] { aboutId, kind, recipientId, version };
        var joined = string.Concat(parts.Select(part => $"{part.Length}:{part}|"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)))[..DigestChars];
        return $"<{Readable(kind)}-{Readable(aboutId)}.{digest}@{domain}>";
    }

    /// <summary>For the person who reads a log; the digest is what tells letters apart.</summary>
    private static string Readable(string part)
    {
        var kept = part.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(24).ToArray();
        return kept.Length == 0 ? "x" : new string(kept);
    }
}
