using Workflow.Activities.Ports;
using Workflow.Forums.Publications;

namespace Workflow.Simulation.World;

/// <summary>Where pages are put. Now and then the disk is full; writing again is harmless.</summary>
internal sealed class PrintShop(Dice dice, double trouble) : IPublicationTarget
{
    private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);

    public double Trouble { get; set; } = trouble;

    /// <summary>Hash of what was written last, by path.</summary>
    public IReadOnlyDictionary<string, string> Pages => _pages;

    public Task WriteAsync(Publication publication, CancellationToken cancellationToken)
    {
        if (dice.Chance(Trouble))
            throw new IOException("No space left on device.");
        _pages[publication.Path] = publication.ContentHash;
        return Task.CompletedTask;
    }
}
