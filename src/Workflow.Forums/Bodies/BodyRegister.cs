namespace Workflow.Forums.Bodies;

/// <summary>All bodies a host knows.</summary>
public sealed class BodyRegister(IEnumerable<Body> bodies)
{
    private readonly SortedDictionary<string, Body> _bodies =
        new(bodies.ToDictionary(body => body.Id, StringComparer.Ordinal), StringComparer.Ordinal);

    public IReadOnlyCollection<Body> All => _bodies.Values;

    public Body? Find(string id) => _bodies.GetValueOrDefault(id);

    /// <summary>With the rules that a case remembers.</summary>
    /// <param name="rulesFrom">Null for those the body began with.</param>
    /// <exception cref="UnknownBodyException">No body has the id.</exception>
    /// <exception cref="UnknownRulesException">The body's file has no such version any more.</exception>
    public Body Get(string id, DateOnly? rulesFrom) => Get(id).Under(rulesFrom);

    /// <summary>With the rules it began with: for its name, language and zone, which no version changes.</summary>
    /// <exception cref="UnknownBodyException">No body has the id.</exception>
    public Body Get(string id) => Find(id) ?? throw new UnknownBodyException(id);
}

/// <summary>A stored id names a body that is no longer configured.</summary>
public sealed class UnknownBodyException(string id)
    : InvalidOperationException($"The body '{id}' is not configured; put its file back into the folder of bodies.");
