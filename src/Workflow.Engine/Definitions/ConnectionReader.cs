using System.Text.Json;
using Workflow.Engine.Activities;

namespace Workflow.Engine.Definitions;

internal sealed record Edge(string Source, string Port, string Target);

internal sealed record ConnectionList(IReadOnlyList<Edge> All)
{
    public IEnumerable<string> From(string id) => All.Where(edge => edge.Source == id).Select(edge => edge.Target);
}

internal sealed class ConnectionReader(NodeList nodes, ActivityCatalogue catalogue, ErrorList errors)
{
    private readonly List<Edge> _edges = [];

    public ConnectionList Read(JsonElement root)
    {
        var list = errors.List(root, "connections", "$.root");
        for (var i = 0; i < list.Count; i++)
            Read(list[i], $"$.root.connections[{i}]");
        CheckEveryOutcomeLeadsOn();
        return new ConnectionList(_edges);
    }

    /// <summary>Outcomes of an activity; null where it is unknown, so that one mistake is not reported as many.</summary>
    private List<string>? Outcomes(ActivityNode node) => node.Type switch
    {
        WorkflowDefinition.StartType => [WorkflowDefinition.StartPort],
        WorkflowDefinition.EndType => [],
        _ => catalogue.Find(node.Type)?.Descriptor.Outcomes.Select(outcome => outcome.Name).ToList(),
    };

    private void Read(JsonElement element, string path)
    {
        // Where the first connection has a "sourcePort", Elsa reads them all in a format of former times.
        if (element.ValueKind == JsonValueKind.Object)
        {
            errors.RefuseUnknown(element, path, ["source", "target", "vertices"]);
            ElsaSettings.CheckVertices(element, path, errors);
        }

        var (source, port) = End(element, "source", path);
        var (target, inPort) = End(element, "target", path);
        var from = source is null ? null : Known(source, "unknown-source", $"{path}.source.activity");
        var to = target is null ? null : Known(target, "unknown-target", $"{path}.target.activity");
        if (inPort is not null and not WorkflowDefinition.TargetPort)
            errors.Add("unknown-port", $"{path}.target.port", $"The target port is '{inPort}'.", "Write \"In\".");
        if (to?.Node.Type == WorkflowDefinition.StartType)
            errors.Add("edge-into-start", $"{path}.target.activity", "An edge runs into Elsa.Start.",
                "Lead it to the activity after the start.");
        if (from is null || to is null || port is null || !HasPort(from, port, path))
            return;
        if (_edges.Any(edge => edge.Source == source && edge.Port == port))
            errors.Add(
                "fork", $"{path}.source.port", $"'{source}' leads on from '{port}' twice.",
                "There is one token: an outcome leads to exactly one activity. Parallel work is an instance of its own.");
        else
            _edges.Add(new Edge(from.Node.Id, port, to.Node.Id));
    }

    private (string? Activity, string? Port) End(JsonElement element, string name, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var end)
            && end.ValueKind == JsonValueKind.Object)
        {
            errors.RefuseUnknown(end, $"{path}.{name}", ["activity", "port"]);
            return (errors.Text(end, "activity", $"{path}.{name}"), errors.Text(end, "port", $"{path}.{name}"));
        }

        errors.Add(
            "missing-" + name, $"{path}.{name}", $"The connection has no {name}.", "Write { \"activity\": …, \"port\": … }.");
        return (null, null);
    }

    private PlacedNode? Known(string id, string code, string path)
    {
        var node = nodes.Find(id);
        if (node is null)
            errors.Add(
                code, path, $"There is no activity '{id}'.", Hints.Nearest(id, nodes.All.Select(other => other.Node.Id)));
        return node;
    }

    private bool HasPort(PlacedNode from, string port, string path)
    {
        if (from.Node.Type == WorkflowDefinition.EndType)
        {
            errors.Add("edge-out-of-end", $"{path}.source.activity", "An edge leads out of Elsa.End.", "Take it out: End ends.");
            return false;
        }

        if (Outcomes(from.Node) is not { } outcomes || outcomes.Contains(port, StringComparer.Ordinal))
            return true;
        errors.Add(
            "unknown-port", $"{path}.source.port", $"'{from.Node.Type}' has no outcome '{port}'.", Hints.Nearest(port, outcomes));
        return false;
    }

    private void CheckEveryOutcomeLeadsOn()
    {
        foreach (var node in nodes.All)
        {
            foreach (var outcome in Outcomes(node.Node) ?? [])
            {
                if (!_edges.Any(edge => edge.Source == node.Node.Id && edge.Port == outcome))
                    errors.Add(
                        "outcome-not-connected", node.Path, $"'{node.Node.Id}' can end with '{outcome}', but that leads nowhere.",
                        $"Connect the port '{outcome}'; without it the flow would just stop.");
            }
        }
    }
}
