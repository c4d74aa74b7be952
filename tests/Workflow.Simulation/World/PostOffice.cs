using Workflow.Activities.Ports;
using Workflow.Forums.Letters;

namespace Workflow.Simulation.World;

/// <summary>
/// The mail server at the other end. It remembers every letter it took, however often our process dies, and now and then
/// refuses, is silent, or takes a letter without being able to say so.
/// </summary>
internal sealed class PostOffice(Dice dice, bool isIdempotent, double trouble) : IMailTransport
{
    /// <summary>How the addresses begin whose mailbox is always full.</summary>
    public const string Full = "full.";

    private readonly Dictionary<string, (string Content, int Times)> _taken = new(StringComparer.Ordinal);

    public bool IsIdempotent => isIdempotent;

    /// <summary>0 to 1; the last part of a run is without trouble, so that everything may end.</summary>
    public double Trouble { get; set; } = trouble;

    /// <summary>By Message-ID: what was in it, and how often it was taken.</summary>
    public IReadOnlyDictionary<string, (string Content, int Times)> Taken => _taken;

    /// <summary>Message-IDs that came again: with the same content, or with another.</summary>
    public List<(string MessageId, bool IsSame)> Again { get; } = [];

    /// <summary>Asked before each letter is looked at: what the database says at this very moment.</summary>
    public Func<Letter, Task>? BeforeTaking { get; set; }

    /// <summary>Called where the process is to die before it can write down what became of the letter.</summary>
    public Action? DieBeforeMark { get; set; }

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (BeforeTaking is { } look)
            await look(letter).ConfigureAwait(false);
        lock (_taken)
            return Answer(letter);
    }

    private DeliveryResult Answer(Letter letter)
    {
        if (letter.ToAddress.StartsWith(Full, StringComparison.Ordinal))
            return new DeliveryResult.Refused("452 mailbox full", Permanent: false);
        if (!dice.Chance(Trouble))
            return Take(letter);
        switch (dice.Below(8))
        {
            case 0 or 1:
                return new DeliveryResult.Refused("450 try again", Permanent: false);
            case 2:
                return new DeliveryResult.Refused("550 no such user", Permanent: true);
            case 3:
                Take(letter);
                throw new TimeoutException("The answer after the last line never came.");
            case 4:
                throw new TimeoutException("Nobody answered the greeting.");
            case 5:
                Take(letter);
                return new DeliveryResult.Unknown("The connection broke after the last line.");
            case 6:
                return new DeliveryResult.Unknown("The connection broke before the last line.");
            default:
                DieBeforeMark?.Invoke();
                return Take(letter);
        }
    }

    private DeliveryResult.Sent Take(Letter letter)
    {
        var content = $"{letter.ToAddress}|{letter.Subject}|{letter.Text}|{letter.DecidedAt:O}|{letter.Calendar?.Content}";
        if (_taken.TryGetValue(letter.MessageId, out var before))
            Again.Add((letter.MessageId, string.Equals(before.Content, content, StringComparison.Ordinal)));
        _taken[letter.MessageId] = (content, before.Times + 1);
        return new DeliveryResult.Sent("queued");
    }
}
