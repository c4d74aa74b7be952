using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Smtp;

/// <summary>What the server's answers, and their absence, mean for a letter.</summary>
internal static class SmtpFaults
{
    private const int LongestReply = 300;

    /// <summary>The server asks for encryption or a login that this connection has not.</summary>
    private static readonly int[] NotLetIn = [530, 534, 535, 538];

    /// <summary>No answer, or none that can be read.</summary>
    public static bool IsOfTheConnection(Exception exception) => exception
        is IOException or SocketException or SmtpProtocolException or ServiceNotConnectedException or TimeoutException
        or OperationCanceledException or ObjectDisposedException;

    /// <summary>Of a server that answered "no": 5yz for good, 4yz for now (RFC 5321, 4.2.1).</summary>
    public static DeliveryResult Refused(SmtpCommandException refusal)
    {
        var status = (int)refusal.StatusCode;
        var reason = Reply($"{status.ToString(CultureInfo.InvariantCulture)} {refusal.Message}");
        if (NotLetIn.Contains(status))
            return new DeliveryResult.Unreachable($"{status.ToString(CultureInfo.InvariantCulture)}");
        // A sender that is not accepted is our setting's fault, not this recipient's; but a letter too big (552) stays so.
        var isOurs = refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted && status != 552;
        return new DeliveryResult.Refused(reason, Permanent: status >= 500 && !isOurs);
    }

    /// <summary>A name for the log and the row: never the server's own words, which may hold an address.</summary>
    public static string Name(Exception exception) => exception switch
    {
        SmtpCommandException refusal => ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture),
        SocketException socket => socket.SocketErrorCode.ToString(),
        IOException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        OperationCanceledException => nameof(TimeoutException),
        _ => exception.GetType().Name,
    };

    /// <summary>One line that a row and a page can hold.</summary>
    public static string Reply(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return line.Length <= LongestReply ? line : line[..LongestReply] + "…";
    }
}
