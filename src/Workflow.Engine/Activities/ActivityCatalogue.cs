namespace Workflow.Engine.Activities;

/// <summary>The activities a host knows, by type name. Registered explicitly; a name used twice stops the host.</summary>
public sealed class ActivityCatalogue
{
    private readonly SortedDictionary<string, IActivityType> _types = new(StringComparer.Ordinal);

    public ActivityCatalogue(IEnumerable<IActivityType> types)
    {
        foreach (var type in types)
        {
            if (!_types.TryAdd(type.Descriptor.TypeName, type))
                throw new InvalidOperationException(
                    $"Two activities are registered under the name '{type.Descriptor.TypeName}'; give one of them another.");
        }
    }

    public IEnumerable<ActivityDescriptor> Descriptors => _types.Values.Select(type => type.Descriptor);

    public IActivityType? Find(string typeName) => _types.GetValueOrDefault(typeName);
}
