using Workflow.Forums.Letters;

namespace Workflow.Messaging.Smtp;

/// <summary>
/// An envelope sender per letter (variable envelope return path): a bounce comes back to the letter's own address.
/// </summary>
internal static class Verp
{
    public static string SenderOf(string senderAddress, string messageId)
    {
        var at = senderAddress.LastIndexOf('@');
        return $"{senderAddress[..at]}+b{BounceTokens.Of(messageId)}{senderAddress[at..]}";
    }
}
