using MimeKit;

namespace Workflow.Messaging;

/// <summary>
/// Which addresses we write to: local part, one at sign, a domain. Quoted local parts, comments and control characters are
/// legal in mail and were the way to inject headers (CVE-2026-30227): they are refused before MimeKit sees them.
/// </summary>
internal static class MailAddress
{
    public static bool IsPlain(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == address.LastIndexOf('@')
            && at < address.Length - 1
            && address.All(IsPlain)
            && MailboxAddress.TryParse(address, out var parsed)
            && string.Equals(parsed.Address, address, StringComparison.Ordinal);
    }

    /// <summary>The domain <c>invalid</c> and all below it can never receive mail (RFC 2606).</summary>
    public static bool IsUnderInvalid(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return domain.Equals("invalid", StringComparison.OrdinalIgnoreCase)
            || domain.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPlain(char c) =>
        char.IsLetterOrDigit(c) || "@.!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);
}
