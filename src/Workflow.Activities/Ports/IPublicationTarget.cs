using Workflow.Forums.Publications;

namespace Workflow.Activities.Ports;

/// <summary>Where pages are put for readers. The row is the truth, what is written here is a copy of it.</summary>
public interface IPublicationTarget
{
    /// <summary>Writes the page whole or not at all; writing it again changes nothing.</summary>
    Task WriteAsync(Publication publication, CancellationToken cancellationToken);
}
