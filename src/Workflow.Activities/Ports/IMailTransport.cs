using Workflow.Forums.Letters;

namespace Workflow.Activities.Ports;

/// <summary>
/// Takes one letter to one recipient. An expected "no" is a <see cref="DeliveryResult"/>, never an exception, so that one
/// bad recipient never stops another.
/// </summary>
public interface IMailTransport
{
    /// <summary>
    /// Whether sending the same letter twice leaves one message. Where not, a row found in <c>sending</c> after a crash
    /// becomes unknown and a person decides.
    /// </summary>
    bool IsIdempotent { get; }

    /// <summary>How many letters it takes at once.</summary>
    int Connections => 1;

    /// <param name="cancellationToken">Breaks the sending off; what is then not known is said to be unknown.</param>
    Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken);
}
