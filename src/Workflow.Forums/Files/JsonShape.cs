using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflow.Forums.Files;

/// <param name="Path">JSON path of the place, such as <c>$.ladder[0].effect</c>.</param>
internal sealed record ShapeMistake(string Path, string Message);

/// <summary>
/// Compares a configuration file with the record it is read into. The serializer stops at the first mistake; whoever
/// mends a file wants to see all of them.
/// </summary>
internal static class JsonShape
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    public static JsonDocument Parse(string json) =>
        JsonDocument.Parse(
            json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    /// <summary>The mistakes of the outermost element, which may name its schema, and of all within.</summary>
    public static IEnumerable<ShapeMistake> Mistakes<T>(JsonElement element, string path) =>
        Of(element, typeof(T), path).Where(mistake => mistake.Path != path + ".$schema");

    /// <exception cref="InvalidOperationException"><see cref="Mistakes{T}"/> was not asked before.</exception>
    public static T Value<T>(JsonElement element) where T : class =>
        JsonSerializer.SerializeToElement(element.EnumerateObject().Where(member => member.Name != "$schema")
            .ToDictionary(member => member.Name, member => member.Value)).Deserialize<T>(Options)
        ?? throw new InvalidOperationException("A file was read before its shape was checked.");

    /// <summary>Names of the members that an object of the type must have.</summary>
    public static IEnumerable<string> Required(Type type) =>
        Options.GetTypeInfo(type).Properties.Where(IsRequired).Select(property => property.Name);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static IEnumerable<ShapeMistake> Of(JsonElement element, Type declared, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var info = Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object => Members(element, info, path),
            JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object => Entries(element, info, path),
            JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array =>
                element.EnumerateArray().SelectMany((entry, index) => Of(entry, info.ElementType!, $"{path}[{index}]")),
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => [new(path, FileTexts.ObjectWanted)],
            JsonTypeInfoKind.Enumerable => [new(path, FileTexts.ListWanted)],
            _ => Leaf(element, type, path) is { } message ? [new ShapeMistake(path, message)] : [],
        };
    }

    private static IEnumerable<ShapeMistake> Members(JsonElement element, JsonTypeInfo info, string path)
    {
        var known = info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(property => property.Name, StringComparer.Ordinal);
        var written = element.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).ToList();
        foreach (var member in written)
        {
            var at = $"{path}.{member.Key}";
            if (!known.TryGetValue(member.Key, out var property))
                yield return new ShapeMistake(at, FileTexts.UnknownMember(member.Key, known.Keys));
            if (member.Count() > 1)
                yield return new ShapeMistake(at, FileTexts.MemberTwice(member.Key));
            foreach (var mistake in property is null ? [] : Member(member.Last().Value, property, at))
                yield return mistake;
        }

        foreach (var missing in known.Values.Where(
            IsRequired).ExceptBy(written.Select(member => member.Key), property => property.Name))
            yield return new ShapeMistake($"{path}.{missing.Name}", FileTexts.Missing(missing.Name));
    }

    private static IEnumerable<ShapeMistake> Member(JsonElement value, JsonPropertyInfo property, string path) =>
        value.ValueKind == JsonValueKind.Null && MayBeNull(property) ? [] : Of(value, property.PropertyType, path);

    private static IEnumerable<ShapeMistake> Entries(JsonElement element, JsonTypeInfo info, string path)
    {
        foreach (var entry in element.EnumerateObject())
        {
            var at = $"{path}.{entry.Name}";
            if (info.KeyType is { IsEnum: true } key && !Names(key).Contains(entry.Name, StringComparer.Ordinal))
                yield return new ShapeMistake(at, FileTexts.UnknownName(entry.Name, Names(key)));
            foreach (var mistake in Of(entry.Value, info.ElementType!, at))
                yield return mistake;
        }
    }

    /// <summary>What is wrong with a single value; null where nothing is.</summary>
    private static string? Leaf(JsonElement element, Type type, string path)
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        if (type.IsEnum)
        {
            return element.ValueKind == JsonValueKind.String && Names(type).Contains(text, StringComparer.Ordinal)
                ? null
                : FileTexts.UnknownName(text, Names(type));
        }

        if (type == typeof(string) && element.ValueKind == JsonValueKind.String)
            return text.Trim().Length > 0 ? null : FileTexts.EmptyText;
        return Fits(element, type) ? null : FileTexts.WrongValue(text, type);
    }

    private static bool Fits(JsonElement element, Type type)
    {
        try
        {
            return element.Deserialize(type, Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The value of a record's parameter is required where it has neither a default nor may be null.</summary>
    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired
            || (property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false } && !MayBeNull(property));

    private static bool MayBeNull(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable));

    private static IReadOnlyList<string> Names(Type type) =>
        [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
