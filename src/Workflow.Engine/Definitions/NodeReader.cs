using System.Text.Json;
using Workflow.Engine.Activities;

namespace Workflow.Engine.Definitions;

/// <summary>An activity as it stands in the file.</summary>
internal sealed record PlacedNode(ActivityNode Node, string Path);

internal sealed record NodeList(IReadOnlyList<PlacedNode> All)
{
    public PlacedNode? Find(string id) => All.FirstOrDefault(node => node.Node.Id == id);
}

internal sealed class NodeReader(ActivityCatalogue catalogue, ErrorList errors)
{
    internal static readonly HashSet<string> Bookkeeping =
        new(StringComparer.Ordinal) { "id", "nodeId", "type", "version", "name", "metadata", "customProperties" };

    private readonly List<PlacedNode> _nodes = [];

    public NodeList Read(JsonElement root)
    {
        var rootId = root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        var list = errors.List(root, "activities", "$.root");
        for (var i = 0; i < list.Count; i++)
            Read(list[i], $"$.root.activities[{i}]");
        if (rootId is not null && _nodes.Find(node => node.Node.Id == rootId) is { } same)
            errors.Add(
                "duplicate-id", $"{same.Path}.id", $"The id '{rootId}' is the root's.", "Give the activity an id of its own.");
        CheckEnds();
        return new NodeList(_nodes);
    }

    private void Read(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add("wrong-type", path, "An activity must be a JSON object.", "Write { \"id\": …, \"type\": … }.");
            return;
        }

        var id = errors.Text(element, "id", path);
        var type = errors.Text(element, "type", path);
        ElsaSettings.CheckNode(element, path, errors);
        var inputs = type is null ? [] : Inputs(element, type, path);
        if (id is not null && _nodes.Any(node => node.Node.Id == id))
            errors.Add("duplicate-id", $"{path}.id", $"The id '{id}' is used twice.", "Give each activity an id of its own.");
        else if (id is not null && type is not null)
            _nodes.Add(new PlacedNode(new ActivityNode(id, type, inputs, DisplayName(element)), path));
    }

    private Dictionary<string, string> Inputs(JsonElement element, string type, string path)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Declared(type, path) is not { } declared)
            return inputs;
        foreach (var member in element.EnumerateObject().Where(member => !Bookkeeping.Contains(member.Name)))
        {
            var input = declared.FirstOrDefault(input => Key(input) == member.Name);
            if (input is null)
                errors.Add(
                    "unknown-input", $"{path}.{member.Name}", $"'{type}' has no input '{member.Name}'.",
                    Hints.Nearest(member.Name, declared.Select(Key)));
            else if (InputReader.Read(member.Value, input, $"{path}.{member.Name}", errors) is { } value)
                inputs[input.Name] = value;
        }

        foreach (var input in declared.Where(input => input.Required && !element.TryGetProperty(Key(input), out _)))
            errors.Add("missing-input", $"{path}.{Key(input)}", $"'{type}' needs the input '{Key(input)}'.", input.Summary);
        return inputs;
    }

    /// <summary>The inputs an activity may have; null where it is unknown, so that one mistake is not reported as many.</summary>
    private IReadOnlyList<ActivityInput>? Declared(string type, string path)
    {
        if (type is WorkflowDefinition.StartType or WorkflowDefinition.EndType)
            return [];
        if (type == "Elsa.FlowJoin")
            errors.Add("flow-join", $"{path}.type", "'Elsa.FlowJoin' is not supported.",
                "There is one token, so nothing needs joining.");
        else if (catalogue.Find(type) is { } known)
            return known.Descriptor.Inputs;
        else
            errors.Add(
                "unknown-activity", $"{path}.type", $"The activity '{type}' is unknown.",
                Hints.Nearest(type, catalogue.Descriptors.Select(descriptor => descriptor.TypeName)));
        return null;
    }

    private void CheckEnds()
    {
        var starts = _nodes.Where(node => node.Node.Type == WorkflowDefinition.StartType).ToList();
        if (starts.Count == 0)
            errors.Add("no-start", "$.root.activities", "There is no Elsa.Start.",
                "Add exactly one; without it an engine may start anywhere.");
        foreach (var second in starts.Skip(1))
            errors.Add("two-starts", $"{second.Path}.type", "There is more than one Elsa.Start.", "Keep exactly one.");
        if (_nodes.All(node => node.Node.Type != WorkflowDefinition.EndType))
            errors.Add("no-end", "$.root.activities", "There is no Elsa.End.", "Add at least one, and lead every way to it.");
    }

    private static string? DisplayName(JsonElement element) =>
        element.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("displayText", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static string Key(ActivityInput input) => char.ToLowerInvariant(input.Name[0]) + input.Name[1..];
}
