using Microsoft.Extensions.Logging;
using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>
/// Sends what was decided. The claim is committed before anything leaves, the result after: a process that dies between the
/// two leaves a row in <c>sending</c>, which <see cref="RecoverAsync"/> finds.
/// </summary>
public sealed class OutboxDrain(
    OutboxStore outbox, ForumRuntime runtime, IMailTransport transport, TimeProvider time, ILogger<OutboxDrain> log)
{
    /// <summary>A letter that is refused for the time being is tried this often, then it stays refused for all to see.</summary>
    public const int MaxAttempts = 8;

    private const int Group = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>To write down what became of a letter that has left, though the host is told to stop.</summary>
    private static readonly TimeSpan TimeToMark = TimeSpan.FromSeconds(10);

    /// <summary>To be called on start, before anything is sent.</summary>
    /// <returns>How many letters were being sent when the last process ended.</returns>
    public Task<int> RecoverAsync(CancellationToken cancellationToken) =>
        outbox.RecoverAsync(transport.IsIdempotent, cancellationToken);

    /// <summary>Sends until nothing is due.</summary>
    /// <returns>How many letters were settled one way or another.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        for (var settled = 0; ;)
        {
            var claimed = await outbox.ClaimAsync(Group, cancellationToken).ConfigureAwait(false);
            if (claimed.Count == 0)
                return settled;
            foreach (var letter in claimed)
                await SettleAsync(letter, cancellationToken).ConfigureAwait(false);
            settled += claimed.Count;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task SettleAsync(ClaimedLetter claimed, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(claimed, cancellationToken).ConfigureAwait(false);
        using var own = new CancellationTokenSource(TimeToMark, time);
        // Dying before this line, after the letter has left: an idempotent transport sends it once more to the same
        // place, any other leaves it unknown, and a person decides.
        await outbox.MarkAsync(claimed.Id, result, own.Token).ConfigureAwait(false);
        log.LetterSettled(claimed.Id, claimed.Letter.Kind, result.Status, claimed.Attempts);
    }

    private async Task<LetterResult> ResultAsync(ClaimedLetter claimed, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return NotTried();
        try
        {
            var moot = await runtime.ReadAsync(
                (session, token) => LetterSense.WhyNotAsync(session, claimed.Letter, token), cancellationToken).ConfigureAwait(false);
            if (moot is not null)
                return new LetterResult(LetterStatus.Cancelled, moot);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return NotTried();
        }

        return await SendAsync(claimed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LetterResult> SendAsync(ClaimedLetter claimed, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(claimed.Letter, cancellationToken).ConfigureAwait(false) switch
            {
                DeliveryResult.Sent sent => new LetterResult(LetterStatus.Sent, sent.Reference),
                DeliveryResult.Unknown unknown => new LetterResult(LetterStatus.Unknown, unknown.Reason),
                DeliveryResult.Refused { Permanent: true } refused => new LetterResult(LetterStatus.Refused, refused.Reason),
                DeliveryResult.Refused refused => Later(claimed, refused.Reason),
                var other => throw new InvalidOperationException($"A transport answered with '{other.GetType().Name}'."),
            };
        }
        catch (Exception exception)
        {
            // The rim of one letter: whatever a transport throws must not keep the others. It may have been taken, so
            // only a transport that can be asked twice is asked twice.
            log.LetterFailed(claimed.Id, claimed.Letter.Kind, exception.GetType().Name);
            return transport.IsIdempotent
                ? Later(claimed, exception.GetType().Name)
                : new LetterResult(LetterStatus.Unknown, exception.GetType().Name);
        }
    }

    private LetterResult NotTried() => new(LetterStatus.Pending, null, time.GetUtcNow());

    private LetterResult Later(ClaimedLetter claimed, string reason)
    {
        if (claimed.Attempts >= MaxAttempts)
            return new LetterResult(LetterStatus.Refused, reason);
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(claimed.Attempts - 1, 10)));
        return new LetterResult(LetterStatus.Pending, reason, time.GetUtcNow() + pause);
    }
}
