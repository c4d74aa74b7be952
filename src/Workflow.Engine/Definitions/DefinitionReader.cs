using System.Text.Json;
using Workflow.Engine.Activities;

namespace Workflow.Engine.Definitions;

/// <summary>
/// Reads a definition in the strict subset of the Elsa 3 JSON format (docs/definition-format.md). Every mistake of the
/// file is reported, together, with its JSON path and what to do about it.
/// </summary>
public static class DefinitionReader
{
    public static DefinitionReading Read(string json, ActivityCatalogue catalogue)
    {
        var errors = new ErrorList();
        try
        {
            using var document = JsonDocument.Parse(json);
            var definition = Read(document.RootElement, catalogue, errors);
            return new DefinitionReading(errors.All.Count == 0 ? definition : null, errors.All);
        }
        catch (JsonException exception)
        {
            errors.Add(
                "not-json", "$", $"The file is not JSON: {exception.Message}",
                $"Mend it at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}, or export it from the designer again.");
            return new DefinitionReading(null, errors.All);
        }
    }

    private static WorkflowDefinition? Read(JsonElement file, ActivityCatalogue catalogue, ErrorList errors)
    {
        if (file.ValueKind != JsonValueKind.Object)
        {
            errors.Add("wrong-type", "$", "A definition must be a JSON object.", "Begin the file with { and end it with }.");
            return null;
        }

        errors.RefuseDuplicateMembers(file, "$");
        var head = DefinitionHead.Read(file, errors);
        var root = file.TryGetProperty("root", out var member) && member.ValueKind == JsonValueKind.Object ? member : default;
        if (root.ValueKind == JsonValueKind.Undefined)
        {
            errors.Add("missing-root", "$.root", "'root' is missing.", "Write a root of type Elsa.Flowchart.");
            return null;
        }

        DefinitionHead.CheckRoot(root, errors);
        var nodes = new NodeReader(catalogue, errors).Read(root);
        var connections = new ConnectionReader(nodes, catalogue, errors).Read(root);
        GraphChecks.Run(nodes, connections, catalogue, errors);
        return errors.All.Count > 0 ? null : head.Build(nodes, connections);
    }
}
