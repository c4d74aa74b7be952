using System.Text.Json;

namespace Workflow.Engine.Definitions;

/// <summary>What stands outside the flowchart: ids and version; and what Elsa allows there but our subset refuses.</summary>
internal sealed record DefinitionHead(string? Id, string? DefinitionId, string? Name, int? Version)
{
    private static readonly string[] Refused = ["variables", "inputs", "outputs", "outcomes"];

    /// <summary>Members of Elsa's format that are harmless here: descriptions and designer bookkeeping.</summary>
    internal static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$schema", "id", "definitionId", "name", "description", "version", "isLatest", "isPublished", "root", "createdAt",
        "toolVersion", "customProperties", "options", "isReadonly", "isSystem", "tenantId", "variables", "inputs",
        "outputs", "outcomes",
    };

    internal static readonly HashSet<string> KnownInRoot = new(StringComparer.Ordinal)
    {
        "id", "nodeId", "type", "version", "name", "metadata", "customProperties", "activities", "connections",
        "variables", "inputs", "outputs", "outcomes",
    };

    public static DefinitionHead Read(JsonElement file, ErrorList errors)
    {
        CheckMembers(file, "$", Known, errors);
        ElsaSettings.CheckHead(file, errors);
        return new DefinitionHead(
            errors.Text(file, "id", "$"),
            errors.Text(file, "definitionId", "$"),
            errors.Text(file, "name", "$", required: false),
            errors.Number(file, "version", "$"));
    }

    public static void CheckRoot(JsonElement root, ErrorList errors)
    {
        errors.Text(root, "id", "$.root");
        var type = errors.Text(root, "type", "$.root");
        if (type is not null && type != "Elsa.Flowchart")
            errors.Add(
                "root-type", "$.root.type", $"The root is '{type}'.", "Only a flowchart can be run: write \"Elsa.Flowchart\".");
        ElsaSettings.CheckNode(root, "$.root", errors);
        CheckMembers(root, "$.root", KnownInRoot, errors);
    }

    private static void CheckMembers(JsonElement element, string path, HashSet<string> known, ErrorList errors)
    {
        foreach (var name in Refused)
        {
            if (element.TryGetProperty(name, out var list)
                && !(list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0))
                errors.Add(
                    name, $"{path}.{name}", $"Workflow {name} are not supported.",
                    "Take them out: what varies is data in a body's rules; the case is the correlation id.");
        }

        errors.RefuseUnknown(element, path, known);
    }

    public WorkflowDefinition Build(NodeList nodes, ConnectionList connections)
    {
        var activities = nodes.All.ToDictionary(node => node.Node.Id, node => node.Node, StringComparer.Ordinal);
        var targets = connections.All.ToDictionary(edge => (edge.Source, edge.Port), edge => edge.Target);
        return new WorkflowDefinition
        {
            Id = Id!,
            DefinitionId = DefinitionId!,
            Name = Name ?? DefinitionId!,
            Version = Version!.Value,
            ContentHash = ContentHasher.Hash(DefinitionId!, Version.Value, activities, targets),
            StartId = nodes.All.Single(node => node.Node.Type == WorkflowDefinition.StartType).Node.Id,
            Activities = activities,
            Connections = targets,
        };
    }
}
