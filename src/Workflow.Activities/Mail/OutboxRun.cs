using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>
/// One pass over the outbox. Where the transport takes several letters at once, one task claims groups and looks whether they
/// still make sense, several send, one writes the results down in groups: no letter waits for another's recipient, and the
/// database is asked once per hundred.
/// </summary>
internal sealed class OutboxRun(
    OutboxStore outbox, ForumRuntime runtime, IMailTransport transport, TimeProvider time, ILogger log)
    : IDisposable
{
    private const int Group = 100;

    /// <summary>Claimed and not yet begun, beside the group in the claimer's hand.</summary>
    private const int Ahead = 50;

    /// <summary>A subject may end while its letters wait for a slow server: then it is looked at again.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>For letters on their way when the host is told to stop.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    /// <summary>What is not written when the process dies becomes unknown.</summary>
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMilliseconds(200);

    private readonly Channel<ReadyLetter> _ready = Channel.CreateBounded<ReadyLetter>(Ahead);
    private readonly LetterResults _results = new(outbox, log);
    private readonly Delivery _delivery = new(transport, log);
    private readonly CancellationTokenSource _dead = new();

    /// <summary>Claimed, and not yet taken by anybody who sends.</summary>
    private Queue<ReadyLetter> _hand = new();
    private bool _isKilled;

    /// <returns>How many letters were settled one way or another.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Real time on purpose, here and below: what is waited for is a network, not the clock of the domain.
        using var ending = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => ending.CancelAfter(TimeToEnd));
        try
        {
            if (transport.Connections == 1)
                await OrDieAsync(() => OneByOneAsync(ending.Token, cancellationToken)).ConfigureAwait(false);
            else
                await Task.WhenAll(
                    ClaimAllAsync(cancellationToken),
                    OrDieAsync(() => SendAllAsync(ending.Token, cancellationToken)),
                    OrDieAsync(() => _results.WriteAllAsync(_dead.Token, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            if (!_isKilled)
                await GiveBackAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _results.Settled;
    }

    /// <summary>What the notices were about that did not arrive, or may not have.</summary>
    public IReadOnlyCollection<string> Concerned => _results.Concerned;

    public void Dispose() => _dead.Dispose();

    /// <summary>In the order of the claim, nothing beside it: the same letters always leave in the same order.</summary>
    private async Task OneByOneAsync(CancellationToken ending, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !_delivery.IsUnreachable)
        {
            var group = await NextAsync(cancellationToken).ConfigureAwait(false);
            if (group.Count == 0)
                return;
            var written = time.GetTimestamp();
            _hand = new Queue<ReadyLetter>(group);
            while (_hand.TryDequeue(out var ready))
            {
                _results.Add(ready.Claimed, await ResultAsync(ready, ending, cancellationToken).ConfigureAwait(false));
                if (time.GetElapsedTime(written) < WriteEvery)
                    continue;
                await _results.WriteWhatIsThereAsync(cancellationToken).ConfigureAwait(false);
                written = time.GetTimestamp();
            }

            await _results.WriteWhatIsThereAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Claims a group and looks at what it is about.</summary>
    private async Task<IReadOnlyList<ReadyLetter>> NextAsync(CancellationToken cancellationToken)
    {
        var claimedAt = time.GetTimestamp();
        var claimed = await outbox.ClaimAsync(Group, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0)
            return [];
        var lookedAt = time.GetTimestamp();
        try
        {
            var (subjects, letters) = await runtime.ReadAsync(
                async (session, token) => (
                    await LetterSense.SubjectsAsync(
                        session, claimed.Select(letter => letter.Letter), token).ConfigureAwait(false),
                    await LetterFiles.WithContentAsync(session, claimed, token).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            return [
                .. letters.Select(
                    letter => new ReadyLetter(letter, LetterSense.WhyNot(subjects, letter.Letter), claimedAt, lookedAt))];
        }
        catch
        {
            // A stop, or a database that is away: they were not tried, and the next pass finds them.
            await _results.GiveBackAsync(claimed, Delivery.Untried, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Nobody will send what is still here, and nobody else knows that it was never begun: without this it would be called
    /// unknown once the claim has outlived its time. What has left is written down, too, as far as the database is there.
    /// </summary>
    private async Task GiveBackAsync()
    {
        while (_ready.Reader.TryRead(out var ready))
            _hand.Enqueue(ready);
        try
        {
            await _results.WriteTheRestAsync(
                [.. _hand.Select(ready => new LetterMark(ready.Claimed, Delivery.Untried))]).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DatabaseConflictException or DbException or OperationCanceledException)
        {
            // The rim of a run that failed: its own fault is on its way up, and these letters wait for their claim to end.
            log.ResultsNotWritten(_hand.Count, exception.GetType().Name);
        }
    }

    private async Task ClaimAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && !_delivery.IsUnreachable)
            {
                var group = await NextAsync(cancellationToken).ConfigureAwait(false);
                if (group.Count == 0)
                    return;
                _hand = new Queue<ReadyLetter>(group);
                while (_hand.TryPeek(out var ready))
                {
                    await _ready.Writer.WriteAsync(ready, _dead.Token).ConfigureAwait(false);
                    _hand.Dequeue();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _dead.IsCancellationRequested)
        {
            // Told to stop, or somebody else's fault is on its way up already.
        }
        catch (ProcessDeathException)
        {
            _isKilled = true;
            await _dead.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _ready.Writer.TryComplete();
        }
    }

    private async Task SendAllAsync(CancellationToken ending, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, transport.Connections)
                .Select(_ => OrDieAsync(() => SendAsync(ending, cancellationToken)))).ConfigureAwait(false);
        }
        finally
        {
            _results.Complete();
        }
    }

    private async Task SendAsync(CancellationToken ending, CancellationToken cancellationToken)
    {
        // Off the caller's thread: a transport that never waits must not keep the others from their letters.
        await Task.Yield();
        await foreach (var ready in _ready.Reader.ReadAllAsync(_dead.Token).ConfigureAwait(false))
        {
            // Dying before the result is written, after the letter has left: an idempotent transport sends it once more to
            // the same place, any other leaves it unknown, and a person decides.
            _results.Add(ready.Claimed, await ResultAsync(ready, ending, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<LetterResult> ResultAsync(ReadyLetter ready, CancellationToken ending, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || time.GetElapsedTime(ready.ClaimedAt) > LetterClaims.BeginWithin)
            return Delivery.Untried;
        var moot = ready.Moot;
        try
        {
            if (moot is null && time.GetElapsedTime(ready.LookedAt) > LookAgainAfter)
                moot = await runtime.ReadAsync(
                    (session, token) => LetterSense.WhyNotAsync(session, ready.Claimed.Letter, token),
                    cancellationToken).ConfigureAwait(false);
            if (moot is not null && ready.Claimed.Letter.Kind == LetterKinds.Reminders)
                await BundleSense.RemindAgainAsync(runtime, ready.Claimed.Letter, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Delivery.Untried;
        }
        catch (Exception exception) when (exception is DatabaseConflictException or DbException)
        {
            // The database is away. This letter was not begun; those behind it and the results must not die with the question.
            return Delivery.Untried;
        }
        catch (Exception exception) when (exception is not ProcessDeathException)
        {
            // Nobody foresaw this, and the run ends by it; but the letter was not begun.
            _results.Add(ready.Claimed, Delivery.Untried);
            throw;
        }

        return moot is not null
            ? new LetterResult(LetterStatus.Cancelled, moot)
            : await _delivery.SendAsync(ready.Claimed, ending).ConfigureAwait(false);
    }

    /// <summary>What cannot go on takes the others with it: nothing is sent whose result nobody would write down.</summary>
    private async Task OrDieAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_dead.IsCancellationRequested)
        {
            // Somebody else's fault is on its way up already.
        }
        catch (Exception exception)
        {
            _isKilled |= exception is ProcessDeathException;
            await _dead.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}

/// <param name="Moot">Why it must not be sent any more; null where it still makes sense.</param>
/// <param name="ClaimedAt">Timestamp of the steady counter, taken before the claim.</param>
/// <param name="LookedAt">Timestamp of the steady counter, taken before its subject was read.</param>
internal sealed record ReadyLetter(ClaimedLetter Claimed, string? Moot, long ClaimedAt, long LookedAt);
