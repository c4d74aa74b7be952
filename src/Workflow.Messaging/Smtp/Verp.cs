using System.Security.Cryptography;
using System.Text;

namespace Workflow.Messaging.Smtp;

/// <summary>An envelope sender per letter (variable envelope return path): a bounce comes back to the letter's own address.</summary>
internal static class Verp
{
    private const int DigestChars = 24;

    /// <summary>Always the same for the same letter, and not to be guessed from the outside without its Message-ID.</summary>
    public static string SenderOf(string senderAddress, string messageId)
    {
        var at = senderAddress.LastIndexOf('@');
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..DigestChars];
        return $"{senderAddress[..at]}+b{digest}{senderAddress[at..]}";
    }
}
