namespace Workflow.Messaging.Inbound;

/// <summary>PGP within the text itself, as it was done before MIME.</summary>
internal static class SignedText
{
    private const string Signed = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string Signature = "-----BEGIN PGP SIGNATURE-----";
    private const string Encrypted = "-----BEGIN PGP MESSAGE-----";

    public static bool IsEncrypted(string text) => text.StartsWith(Encrypted, StringComparison.Ordinal)
        || text.Contains("\n" + Encrypted, StringComparison.Ordinal);

    /// <summary>What was signed, without the wrapping; the signature is not checked, for nobody's key is known.</summary>
    public static string Open(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        if (!lines.TrimStart().StartsWith(Signed, StringComparison.Ordinal))
            return text;
        var begin = lines.IndexOf("\n\n", StringComparison.Ordinal);
        var end = lines.IndexOf("\n" + Signature, StringComparison.Ordinal);
        return begin < 0 || end <= begin ? text : lines[(begin + 2)..end].Replace("\n- -", "\n-", StringComparison.Ordinal);
    }
}
