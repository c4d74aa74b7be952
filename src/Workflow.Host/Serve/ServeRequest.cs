using Workflow.Host.Composition;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <param name="Database">As on the command line; null for the default file.</param>
/// <param name="Demo">Load the samples, also into a database that is not the default one.</param>
internal sealed record ServeRequest(ForumFiles Files, string? Database, bool Demo, string? Urls)
{
    /// <summary>Null to take them from the configuration.</summary>
    public ServeOptions? Options { get; init; }

    /// <summary>What carries the lifecycles; null for the embedded engine.</summary>
    public Func<IServiceProvider, ILifecycleEngine>? Engine { get; init; }

    /// <summary>Registered last, so that it goes before the rest: a test's own transport.</summary>
    public Action<IServiceCollection>? Also { get; init; }

    /// <summary>The samples come only into the service's own default database, or where they are asked for.</summary>
    public bool WantsSamples => Demo || (Database is null && Files.BodiesAreDefault && Files.PeoplePath is null);
}
