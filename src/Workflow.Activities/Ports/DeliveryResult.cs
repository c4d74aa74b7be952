namespace Workflow.Activities.Ports;

/// <summary>What became of a letter.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <param name="Reference">What the transport calls the message, such as a file name; shown to operators.</param>
    public sealed record Sent(string? Reference = null) : DeliveryResult;

    /// <param name="Permanent">False where a later try may succeed.</param>
    public sealed record Refused(string Reason, bool Permanent) : DeliveryResult;

    /// <summary>
    /// Nobody could be asked: no connection, no encryption, not let in. It says nothing of the letter, nor of the others.
    /// </summary>
    public sealed record Unreachable(string Reason) : DeliveryResult;

    /// <summary>It may have been taken: trying again could send it twice.</summary>
    public sealed record Unknown(string Reason) : DeliveryResult;
}
