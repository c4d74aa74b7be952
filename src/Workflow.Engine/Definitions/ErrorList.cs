using System.Text.Json;

namespace Workflow.Engine.Definitions;

/// <summary>Collects the mistakes of one file, and reads members in a way that turns each wrong one into a mistake.</summary>
internal sealed class ErrorList
{
    private readonly List<DefinitionError> _errors = [];

    public IReadOnlyList<DefinitionError> All => _errors;

    public void Add(string code, string path, string message, string hint) =>
        _errors.Add(new DefinitionError(code, path, message, hint));

    public string? Text(JsonElement element, string name, string path, bool required = true)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member))
        {
            if (required)
                Add("missing-" + Kebab(name), $"{path}.{name}", $"'{name}' is missing.",
                    $"Write a \"{name}\" that is stable and not empty.");
            return null;
        }

        if (member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } text)
            return text;
        Add("wrong-type", $"{path}.{name}", $"'{name}' must be a text that is not empty.", $"Write \"{name}\": \"…\".");
        return null;
    }

    public int? Number(JsonElement element, string name, string path)
    {
        if (!element.TryGetProperty(name, out var member))
            Add("missing-" + Kebab(name), $"{path}.{name}", $"'{name}' is missing.",
                "Write a whole number from 1; add 1 for every change.");
        else if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number > 0)
            return number;
        else
            Add("wrong-type", $"{path}.{name}", $"'{name}' must be a whole number from 1.", $"Write \"{name}\": 1.");
        return null;
    }

    /// <summary>The elements of a list; empty, with a mistake noted, where there is none.</summary>
    public IReadOnlyList<JsonElement> List(JsonElement element, string name, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.Array)
            return [.. member.EnumerateArray()];
        Add("wrong-type", $"{path}.{name}", $"'{name}' must be a list.", $"Write \"{name}\": [ … ].");
        return [];
    }

    public void RefuseUnknown(JsonElement element, string path, IReadOnlyCollection<string> known)
    {
        foreach (var member in element.EnumerateObject().Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
            Add("unknown-member", $"{path}.{member.Name}", $"'{member.Name}' is unknown.", Hints.Nearest(member.Name, known));
    }

    /// <summary>JSON does not say which of two members of one name counts, so a reader and Elsa might differ.</summary>
    public void RefuseDuplicateMembers(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < element.GetArrayLength(); i++)
                RefuseDuplicateMembers(element[i], $"{path}[{i}]");
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                Add("duplicate-member", $"{path}.{member.Name}", $"'{member.Name}' is written twice.",
                    "Keep the one that is meant.");
            RefuseDuplicateMembers(member.Value, $"{path}.{member.Name}");
        }
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));
}
