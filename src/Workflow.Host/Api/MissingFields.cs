using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Workflow.Host.Api;

/// <summary>
/// What a command must say and does not. The commands' own types say it: what is not nullable must be there. The reader of
/// JSON cannot ask for it, because ids come from the address and not from the body.
/// </summary>
internal static class MissingFields
{
    /// <returns>Paths as in the JSON, such as <c>sections[0].blocks</c>.</returns>
    public static IReadOnlyList<string> Of<TCommand>(TCommand command) => [.. Of(command, "", new NullabilityInfoContext())];

    private static IEnumerable<string> Of(object? value, string path, NullabilityInfoContext nullability)
    {
        if (value is IEnumerable list and not string)
            return list.Cast<object?>().SelectMany((element, index) => Of(element, $"{path}[{index}]", nullability));
        if (value is null)
            return [path];
        if (value is string || value.GetType().Assembly.GetName().Name?.StartsWith("Workflow.", StringComparison.Ordinal) != true)
            return [];
        return value.GetType().GetProperties().Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .SelectMany(property => OfProperty(value, property, path, nullability));
    }

    private static IEnumerable<string> OfProperty(
        object owner, PropertyInfo property, string path, NullabilityInfoContext nullability)
    {
        var name = (path.Length == 0 ? "" : path + ".") + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var value = property.GetValue(owner);
        if (value is null)
            return nullability.Create(property).ReadState == NullabilityState.NotNull ? [name] : [];
        return value is DateOnly day && day == default ? [name] : Of(value, name, nullability);
    }
}
