namespace Workflow.Forums.Bodies;

/// <summary>All bodies a host knows.</summary>
public sealed class BodyRegister(IEnumerable<Body> bodies)
{
    private readonly SortedDictionary<string, Body> _bodies =
        new(bodies.ToDictionary(body => body.Id, StringComparer.Ordinal), StringComparer.Ordinal);

    public IReadOnlyCollection<Body> All => _bodies.Values;

    public Body? Find(string id) => _bodies.GetValueOrDefault(id);

    /// <exception cref="UnknownBodyException">No body has the id.</exception>
    public Body Get(string id) => Find(id) ?? throw new UnknownBodyException(id);
}

/// <summary>A stored id names a body that is no longer configured.</summary>
public sealed class UnknownBodyException(string id)
    : InvalidOperationException($"The body '{id}' is not configured; put its file back into the folder of bodies.");
