using System.Text.Json;

namespace Workflow.Engine.Definitions;

/// <summary>
/// The designer's bookkeeping means nothing to this program, but some of it changes what Elsa does with the file: it would
/// skip it, refuse to load it, run a step in the background, or put connections back that stand nowhere else.
/// </summary>
internal static class ElsaSettings
{
    public static void CheckHead(JsonElement file, ErrorList errors)
    {
        foreach (var name in (string[])["isLatest", "isPublished", "isReadonly", "isSystem"])
            Expect(file, name, "$", IsBoolean, "Write true or false.", errors);
        Expect(file, "description", "$", IsTextOrNull, "Write a text.", errors);
        Expect(file, "customProperties", "$", IsObjectOrNull, "Write { … }.", errors);
        Expect(file, "createdAt", "$", IsInstant, "Write an instant such as 2026-03-02T08:00:00Z.", errors);
        Expect(file, "toolVersion", "$", IsVersion, "Write a version such as 3.7.1.0.", errors);
        Expect(file, "options", "$", IsObjectOrNull, "Write { … }.", errors);
        if (file.TryGetProperty("tenantId", out var tenant) && !IsUnset(tenant))
            Refuse("$.tenantId", "Elsa passes over a file of another tenant.", errors);
        foreach (var option in Members(file, "options").Where(option => !IsUnset(option.Value)))
            Refuse($"$.options.{option.Name}",
                $"'{option.Name}' changes how Elsa starts, stores or offers the lifecycle.", errors);
    }

    /// <summary>For the root and for every activity.</summary>
    public static void CheckNode(JsonElement node, string path, ErrorList errors)
    {
        Expect(node, "nodeId", path, IsTextOrNull, "Write a text, or take it out.", errors);
        Expect(node, "name", path, IsTextOrNull, "Write a text, or take it out.", errors);
        Expect(node, "version", path, IsNumber, "Write 1.", errors);
        if (node.TryGetProperty("version", out var version) && IsNumber(version) && version.GetInt32() != 1)
            errors.Add(
                "elsa-setting", $"{path}.version", "Elsa takes an activity of another version than 1 for missing.", "Write 1.");
        Expect(node, "metadata", path, IsPlainObject, "Write { … }.", errors);
        Expect(node, "customProperties", path, IsPlainObject, "Write { … }.", errors);
        foreach (var property in Members(node, "customProperties"))
            CheckProperty(property, Kind(node), $"{path}.customProperties.{property.Name}", errors);
    }

    /// <summary>Only the bends of a line; Elsa does not load a file that has something else there.</summary>
    public static void CheckVertices(JsonElement connection, string path, ErrorList errors) =>
        Expect(connection, "vertices", path, IsListOfPoints, "Write [], or take it out.", errors);

    private static void CheckProperty(JsonProperty property, string? type, string path, ErrorList errors)
    {
        // Elsa reads most of these with a small and with a capital letter.
        var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        switch (IsUnset(property.Value) && name != "mergeMode" ? "" : name)
        {
            case "mergeMode":
                errors.Add(
                    "merge-mode", path, "'mergeMode' is not supported.",
                    "Take it out: there is one token, and several edges may simply run into one activity.");
                break;
            case "canStartWorkflow" when type != WorkflowDefinition.StartType:
                Refuse(path, "It would let Elsa start here.", errors);
                break;
            case "runAsynchronously":
                Refuse(path, "Elsa would run the step in the background, outside the transaction.", errors);
                break;
            case "commitStrategyName":
                Refuse(path, "Elsa would commit within a burst.", errors);
                break;
            case "notFoundConnections":
                Refuse(path, "Elsa would put these connections back into the graph.", errors);
                break;
        }
    }

    private static void Refuse(string path, string message, ErrorList errors) =>
        errors.Add("elsa-setting", path, message, "Take it out, or leave it empty.");

    private static void Expect(
        JsonElement owner, string name, string path, Func<JsonElement, bool> isRight, string hint, ErrorList errors)
    {
        if (owner.TryGetProperty(name, out var member) && !isRight(member))
            errors.Add("wrong-type", $"{path}.{name}", $"Elsa cannot read '{name}' as it is written.", hint);
    }

    private static IEnumerable<JsonProperty> Members(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object
            ? member.EnumerateObject().Where(property => property.Name.Length > 0)
            : [];

    private static string? Kind(JsonElement node) =>
        node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static bool IsUnset(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool IsTextOrNull(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static bool IsObjectOrNull(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _);

    /// <summary>Elsa takes an object with <c>_type</c> and <c>items</c> for the list of its items.</summary>
    private static bool IsPlainObject(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("_type", out _);

    private static bool IsListOfPoints(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(
        point => point.ValueKind == JsonValueKind.Object
            && point.EnumerateObject().All(part => part.Value.ValueKind == JsonValueKind.Number));

    private static bool IsInstant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _);

    private static bool IsVersion(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && System.Version.TryParse(value.GetString(), out _));
}
