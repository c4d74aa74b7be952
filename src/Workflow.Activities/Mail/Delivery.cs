using Microsoft.Extensions.Logging;
using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>Gives single letters to the transport and says what that means for their rows.</summary>
internal sealed class Delivery(IMailTransport transport, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    private string? _unreachable;

    /// <summary>The server cannot be used at all: the rest of this pass need not try.</summary>
    public bool IsUnreachable => _unreachable is not null;

    public static LetterResult Untried { get; } = new(LetterStatus.Pending, null, TimeSpan.Zero) { IsUntried = true };

    public async Task<LetterResult> SendAsync(ClaimedLetter claimed, CancellationToken cancellationToken)
    {
        if (_unreachable is { } known)
            return Waiting(known);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(LetterClaims.LongestSend);
        try
        {
            return Result(claimed, await transport.SendAsync(claimed.Letter, bound.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not ProcessDeathException)
        {
            // The rim of one letter: whatever a transport throws must not keep the others. It may have been taken, so
            // only a transport that can be asked twice is asked twice.
            log.LetterFailed(claimed.Id, claimed.Letter.Kind, exception.GetType().Name);
            return transport.IsIdempotent
                ? Later(claimed, exception.GetType().Name)
                : new LetterResult(LetterStatus.Unknown, exception.GetType().Name);
        }
    }

    private LetterResult Result(ClaimedLetter claimed, DeliveryResult result) => result switch
    {
        DeliveryResult.Sent sent => new LetterResult(LetterStatus.Sent, sent.Reference),
        DeliveryResult.Unknown unknown => new LetterResult(LetterStatus.Unknown, unknown.Reason),
        DeliveryResult.Refused { Permanent: true } refused => new LetterResult(LetterStatus.Refused, refused.Reason),
        DeliveryResult.Refused refused => Later(claimed, refused.Reason),
        DeliveryResult.Unreachable unreachable => Unreachable(unreachable.Reason),
        var other => throw new InvalidOperationException($"A transport answered with '{other.GetType().Name}'."),
    };

    private LetterResult Unreachable(string reason)
    {
        if (Interlocked.CompareExchange(ref _unreachable, reason, null) is null)
            log.ServerUnreachable(reason);
        return Waiting(reason);
    }

    /// <summary>
    /// Costs the letter no attempt: a mail server that is away over night must not turn letters into refused ones.
    /// </summary>
    private static LetterResult Waiting(string reason) => new(LetterStatus.Pending, reason, FirstPause) { IsUntried = true };

    private static LetterResult Later(ClaimedLetter claimed, string reason)
    {
        if (claimed.Attempts >= OutboxDrain.MaxAttempts)
            return new LetterResult(LetterStatus.Refused, reason);
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(claimed.Attempts - 1, 10)));
        return new LetterResult(LetterStatus.Pending, reason, pause);
    }
}
