using Workflow.Activities.Ports;
using Workflow.Forums.Letters;

namespace Workflow.Simulation.World;

/// <summary>
/// The mail server at the other end. It remembers every letter it took, however often our process dies, and now and then
/// refuses, is silent, or takes a letter without being able to say so.
/// </summary>
internal sealed class PostOffice(Dice dice, bool isIdempotent, double trouble) : IMailTransport
{
    private readonly Dictionary<string, List<string>> _taken = new(StringComparer.Ordinal);

    public bool IsIdempotent => isIdempotent;

    /// <summary>0 to 1; the last part of a run is without trouble, so that everything may end.</summary>
    public double Trouble { get; set; } = trouble;

    /// <summary>The content's fingerprint of each acceptance, by Message-ID.</summary>
    public IReadOnlyDictionary<string, List<string>> Taken => _taken;

    /// <summary>Asked before each letter is looked at: what the database says at this very moment.</summary>
    public Func<Letter, Task>? BeforeTaking { get; set; }

    /// <summary>Called where the process is to die before it can write down what became of the letter.</summary>
    public Action? DieBeforeMark { get; set; }

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (BeforeTaking is { } look)
            await look(letter).ConfigureAwait(false);
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
        if (!_taken.TryGetValue(letter.MessageId, out var before))
            _taken.Add(letter.MessageId, before = []);
        before.Add($"{letter.ToAddress}|{letter.Subject}|{letter.Text}|{letter.DecidedAt:O}|{letter.Calendar?.Content}");
        return new DeliveryResult.Sent("queued");
    }
}
