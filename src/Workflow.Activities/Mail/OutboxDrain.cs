using Microsoft.Extensions.Logging;
using Workflow.Activities.Consultations;
using Workflow.Activities.Ports;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>
/// Sends what was decided. The claim is committed before anything leaves, the result after: a process that dies between the
/// two leaves rows in <c>sending</c>, which are found on start, or by another host once the claim has outlived its time.
/// </summary>
/// <param name="ledgers">Told of parties that were not reached; null where letters are sent outside of a forum.</param>
public sealed class OutboxDrain(
    OutboxStore outbox, ForumRuntime runtime, IMailTransport transport, TimeProvider time, ILogger<OutboxDrain> log,
    ConsultationWatch? ledgers = null)
{
    /// <summary>A letter that is refused for the time being is tried this often, then it stays refused for all to see.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan RecoverEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset _recovered = DateTimeOffset.MinValue;
    private int _asked;

    /// <summary>To be called on start, before anything is sent.</summary>
    /// <returns>How many letters were being sent when the last process ended.</returns>
    public Task<int> RecoverAsync(CancellationToken cancellationToken) =>
        outbox.RecoverOnStartAsync(transport.IsIdempotent, cancellationToken);

    /// <summary>
    /// Sends until nothing is due. Where this process is at it already, that one looks once more and nobody waits: a slow
    /// mail server must not hold all workers.
    /// </summary>
    /// <returns>How many letters were settled one way or another.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _asked) > 1)
            return 0;
        try
        {
            await RecoverOthersAsync(cancellationToken).ConfigureAwait(false);
            for (var settled = 0; ;)
            {
                var asked = Volatile.Read(ref _asked);
                using var run = new OutboxRun(outbox, runtime, transport, time, log);
                var passed = await run.RunAsync(cancellationToken).ConfigureAwait(false);
                settled += passed;
                // Whoever was not reached must be known now, while there is time to ask somebody else.
                foreach (var consultation in ledgers is null ? [] : run.Concerned)
                    await ledgers!.SettleAsync(consultation, cancellationToken).ConfigureAwait(false);
                // While a letter was sent, others may have been decided on.
                if (passed == 0 && Interlocked.CompareExchange(ref _asked, 0, asked) == asked)
                    return settled;
            }
        }
        finally
        {
            Volatile.Write(ref _asked, 0);
        }
    }

    /// <summary>Other hosts die too, and nobody starts them again perhaps.</summary>
    private async Task RecoverOthersAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _recovered < RecoverEvery)
            return;
        var count = await outbox.RecoverAsync(transport.IsIdempotent, isAlone: false, cancellationToken).ConfigureAwait(false);
        _recovered = now;
        if (count > 0)
            log.LettersRecovered(count);
    }
}
