using Workflow.Engine.Activities;

namespace Workflow.Engine.Definitions;

/// <summary>What can be said only of the graph as a whole: every activity can be reached, can end, and cannot spin.</summary>
internal static class GraphChecks
{
    public static void Run(NodeList nodes, ConnectionList connections, ActivityCatalogue catalogue, ErrorList errors)
    {
        CheckReachable(nodes, connections, errors);
        CheckWayToEnd(nodes, connections, errors);
        CheckCyclesWait(nodes, connections, catalogue, errors);
    }

    private static void CheckReachable(NodeList nodes, ConnectionList connections, ErrorList errors)
    {
        var starts = nodes.All.Where(node => node.Node.Type == WorkflowDefinition.StartType)
            .Select(node => node.Node.Id).ToList();
        if (starts.Count == 0)
            return;
        var reached = Closure(starts, connections.From);
        foreach (var node in nodes.All.Where(node => !reached.Contains(node.Node.Id)))
            errors.Add("unreachable", node.Path, $"Nothing leads to '{node.Node.Id}'.", "Connect it or take it out.");
    }

    private static void CheckWayToEnd(NodeList nodes, ConnectionList connections, ErrorList errors)
    {
        var ends = nodes.All.Where(node => node.Node.Type == WorkflowDefinition.EndType).Select(node => node.Node.Id).ToList();
        if (ends.Count == 0)
            return;
        var ending = Closure(ends, id => connections.All.Where(edge => edge.Target == id).Select(edge => edge.Source));
        foreach (var node in nodes.All.Where(node => !ending.Contains(node.Node.Id)))
            errors.Add("no-way-to-end", node.Path, $"No way leads from '{node.Node.Id}' to an end.",
                "Lead one of its outcomes towards Elsa.End.");
    }

    /// <summary>
    /// Takes the waiting activities out; whatever can still reach itself would spin for ever. An unknown activity is
    /// taken for one that waits: it is reported as unknown, and not as the cycle that it may well break.
    /// </summary>
    private static void CheckCyclesWait(NodeList nodes, ConnectionList connections, ActivityCatalogue catalogue, ErrorList errors)
    {
        var immediate = nodes.All
            .Where(node => catalogue.Find(node.Node.Type)?.Descriptor.CanWait == false)
            .ToDictionary(node => node.Node.Id, StringComparer.Ordinal);
        IEnumerable<string> Next(string id) => connections.From(id).Where(immediate.ContainsKey);
        foreach (var node in immediate.Values.Where(node => Closure(Next(node.Node.Id), Next).Contains(node.Node.Id)))
            errors.Add(
                "cycle-without-wait", node.Path, $"'{node.Node.Id}' lies on a cycle in which nothing waits.",
                "Put an activity into the cycle that waits for something.");
    }

    private static HashSet<string> Closure(IEnumerable<string> from, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(from, StringComparer.Ordinal);
        var open = new Stack<string>(seen);
        while (open.TryPop(out var id))
        {
            foreach (var other in next(id).Where(seen.Add))
                open.Push(other);
        }

        return seen;
    }
}
