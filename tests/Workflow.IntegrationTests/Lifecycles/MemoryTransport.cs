using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Forums.Publications;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Keeps what it is given; answers as the test says.</summary>
internal sealed class MemoryTransport : IMailTransport
{
    public bool IsIdempotent { get; set; } = true;

    public int Connections { get; set; } = 1;

    public List<Letter> Sent { get; } = [];

    /// <summary>What happens to a letter; null to take it.</summary>
    public Func<Letter, DeliveryResult?> Answer { get; set; } = _ => null;

    public Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (Answer(letter) is { } answer)
            return Task.FromResult(answer);
        lock (Sent)
            Sent.Add(letter);
        return Task.FromResult<DeliveryResult>(new DeliveryResult.Sent(letter.MessageId));
    }
}

internal sealed class MemoryPages : IPublicationTarget
{
    public List<Publication> Written { get; } = [];

    /// <summary>Kind of the pages that cannot be written now; null for none.</summary>
    public string? Broken { get; set; }

    public int Tries { get; private set; }

    public Task WriteAsync(Publication publication, CancellationToken cancellationToken)
    {
        Tries++;
        if (publication.Kind == Broken)
            throw new IOException("The disk is full.");
        Written.Add(publication);
        return Task.CompletedTask;
    }
}
