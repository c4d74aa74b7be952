using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workflow.Documents.Letters;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>What became of letters, on its way into the database: in groups, but never held back for long.</summary>
internal sealed class LetterResults(OutboxStore outbox, ILogger log)
{
    private const int Group = 100;

    /// <summary>What is not written when the process dies becomes unknown: waiting for a fuller group costs certainty.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Well inside the claim's lifetime; after it a result would come too late anyway.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>To write down what became of letters that have left, though the host is told to stop.</summary>
    private static readonly TimeSpan PatienceWhenStopping = TimeSpan.FromSeconds(10);

    private readonly Channel<LetterMark> _results = Channel.CreateUnbounded<LetterMark>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Taken out of the channel and not written down yet.</summary>
    private List<LetterMark> _hand = [];

    public int Settled { get; private set; }

    /// <summary>
    /// What the notices and reminders were about that no server took, that may not have arrived, or that arrived only after that.
    /// </summary>
    public HashSet<string> Concerned { get; } = new(StringComparer.Ordinal);

    public void Add(ClaimedLetter claimed, LetterResult result) => _results.Writer.TryWrite(new LetterMark(claimed, result));

    public void Complete() => _results.Writer.TryComplete();

    public async Task WriteAllAsync(CancellationToken dead, CancellationToken stopping)
    {
        while (await _results.Reader.WaitToReadAsync(dead).ConfigureAwait(false))
        {
            await GatherAsync(dead).ConfigureAwait(false);
            await WriteHandAsync(stopping).ConfigureAwait(false);
        }
    }

    public async Task WriteWhatIsThereAsync(CancellationToken stopping)
    {
        while (_results.Reader.TryRead(out var mark))
            _hand.Add(mark);
        if (_hand.Count > 0)
            await WriteHandAsync(stopping).ConfigureAwait(false);
    }

    /// <summary>
    /// The run is over, one way or another: what it knows is written, as quickly as where the host is told to stop.
    /// </summary>
    /// <param name="untried">What nobody has begun to send.</param>
    public Task WriteTheRestAsync(IReadOnlyList<LetterMark> untried)
    {
        _hand.AddRange(untried);
        return WriteWhatIsThereAsync(new CancellationToken(canceled: true));
    }

    public Task GiveBackAsync(IReadOnlyList<ClaimedLetter> claimed, LetterResult untried, CancellationToken stopping) =>
        WriteAsync([.. claimed.Select(letter => new LetterMark(letter, untried))], stopping);

    private async Task WriteHandAsync(CancellationToken stopping)
    {
        await WriteAsync(_hand, stopping).ConfigureAwait(false);
        _hand = [];
    }

    private async Task GatherAsync(CancellationToken dead)
    {
        using var linger = CancellationTokenSource.CreateLinkedTokenSource(dead);
        linger.CancelAfter(Linger);
        try
        {
            do
            {
                while (_hand.Count < Group && _results.Reader.TryRead(out var mark))
                    _hand.Add(mark);
            }
            while (_hand.Count < Group && await _results.Reader.WaitToReadAsync(linger.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!dead.IsCancellationRequested)
        {
            // Long enough: what is there goes now.
        }
    }

    private async Task WriteAsync(List<LetterMark> group, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(stopping.IsCancellationRequested ? PatienceWhenStopping : Patience);
        await using var hurry = stopping.Register(() => patience.CancelAfter(PatienceWhenStopping));
        while (true)
        {
            try
            {
                var marked = await outbox.MarkAsync(group, patience.Token).ConfigureAwait(false);
                if (marked.Count < group.Count)
                    log.ResultsTooLate(group.Count - marked.Count);
                Note(group);
                return;
            }
            catch (Exception exception) when (exception is DatabaseConflictException or DbException { IsTransient: true })
            {
                // The database is away: letters that have left must not become unknown for a restart of it.
                log.ResultsNotWritten(group.Count, exception.GetType().Name);
                if (patience.IsCancellationRequested)
                    throw;
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Note(List<LetterMark> group)
    {
        foreach (var (claimed, result) in group)
        {
            log.LetterSettled(claimed.Id, claimed.Letter.Kind, result.Status, claimed.Attempts);
            if (!result.IsUntried)
                Settled++;
            var isNews = result.Status is LetterStatus.Refused or LetterStatus.Unknown
                || (result.Status == LetterStatus.Sent && claimed.Ticket > 1);
            if (claimed.Letter.Kind is LetterKinds.HearingNotice or LetterKinds.Reminder && isNews)
                Concerned.Add(claimed.Letter.AboutId);
        }
    }
}
