using System.Security.Cryptography;
using System.Text;

namespace Workflow.Forums.Letters;

/// <summary>Names a letter in the envelope sender, so that what comes back tells which it was.</summary>
public static class BounceTokens
{
    private const int Chars = 24;

    /// <summary>Always the same for the same letter, and not to be guessed from the outside without its Message-ID.</summary>
    /// <returns>24 hexadecimal digits.</returns>
    public static string Of(string messageId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..Chars];
}
