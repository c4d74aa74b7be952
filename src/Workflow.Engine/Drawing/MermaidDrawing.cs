using System.Globalization;
using System.Text;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;

namespace Workflow.Engine.Drawing;

/// <summary>
/// Draws a definition as a Mermaid flowchart: waits are hexagons, steps are boxes. The text depends on what the
/// definition means, not on the order in which its file lists things, so two drawings can be compared as text.
/// </summary>
public static class MermaidDrawing
{
    private static readonly string[] Styles =
    [
        "classDef wait fill:#fff4ce,stroke:#7a5c00,color:#000000",
        "classDef visited fill:#dff6dd,color:#000000",
        "classDef current stroke:#a4262c,stroke-width:4px",
    ];

    /// <param name="catalogue">Says which activities wait, and in which order an activity's outcomes are drawn.</param>
    /// <param name="marks">Where an instance stands and has been; null draws the definition alone.</param>
    /// <exception cref="ArgumentException">The marks name an activity that the definition does not have.</exception>
    public static string Draw(WorkflowDefinition definition, ActivityCatalogue catalogue, DrawingMarks? marks = null)
    {
        var order = Order(definition, catalogue);
        var names = order.Select((id, index) => (id, Name: "n" + index.ToString(CultureInfo.InvariantCulture)))
            .ToDictionary(pair => pair.id, pair => pair.Name, StringComparer.Ordinal);
        var text = new StringBuilder("flowchart TD\n");
        foreach (var id in order)
            Line(text, names[id] + Shape(definition.Activities[id], catalogue));
        foreach (var (source, port, target) in order.SelectMany(id => Edges(definition, catalogue, id)))
            Line(text, $"{names[source]} -->{Label(definition, source, port)} {names[target]}");
        foreach (var style in Styles)
            Line(text, style);
        Class(text, "wait", [.. order.Where(id => Waits(definition.Activities[id], catalogue)).Select(id => names[id])]);
        foreach (var (style, ids) in Marked(definition, marks))
            Class(text, style, [.. order.Where(ids.Contains).Select(id => names[id])]);
        return text.ToString();
    }

    /// <summary>Breadth first from the start: the order in which a reader meets the activities.</summary>
    private static List<string> Order(WorkflowDefinition definition, ActivityCatalogue catalogue)
    {
        var order = new List<string> { definition.StartId };
        var seen = new HashSet<string>(order, StringComparer.Ordinal);
        for (var i = 0; i < order.Count; i++)
            order.AddRange(Edges(definition, catalogue, order[i]).Select(edge => edge.Target).Where(seen.Add));
        return order;
    }

    private static IEnumerable<(string Source, string Port, string Target)> Edges(
        WorkflowDefinition definition, ActivityCatalogue catalogue, string id)
    {
        var type = definition.Activities[id].Type;
        var ports = type == WorkflowDefinition.StartType
            ? [WorkflowDefinition.StartPort]
            : catalogue.Find(type)?.Descriptor.Outcomes.Select(outcome => outcome.Name) ?? [];
        return ports.Select(port => (id, port, definition.Target(id, port)));
    }

    private static string Shape(ActivityNode node, ActivityCatalogue catalogue) => node.Type switch
    {
        WorkflowDefinition.StartType or WorkflowDefinition.EndType => $"([\"{Title(node)}\"])",
        _ when Waits(node, catalogue) => $"{{{{\"{Title(node)}\"}}}}",
        _ => $"[\"{Title(node)}\"]",
    };

    /// <summary>An outcome that is the only one says nothing, so it is not written.</summary>
    private static string Label(WorkflowDefinition definition, string source, string port) =>
        definition.Connections.Keys.Count(key => key.Activity == source) == 1 ? "" : $"|\"{Escape(port)}\"|";

    private static bool Waits(ActivityNode node, ActivityCatalogue catalogue) =>
        catalogue.Find(node.Type)?.Descriptor.CanWait == true;

    private static string Title(ActivityNode node) => Escape(node.DisplayName ?? node.Type[(node.Type.LastIndexOf('.') + 1)..]);

    private static IEnumerable<(string Style, IReadOnlySet<string> Ids)> Marked(
        WorkflowDefinition definition, DrawingMarks? marks)
    {
        if (marks is null)
            return [];
        IReadOnlySet<string> current = marks.Current is null ? new HashSet<string>() : new HashSet<string> { marks.Current };
        if (marks.Visited.Concat(current).FirstOrDefault(id => !definition.Activities.ContainsKey(id)) is { } stranger)
            throw new ArgumentException(
                $"'{definition.DefinitionId}' has no activity '{stranger}' that could be marked.", nameof(marks));
        return [("visited", marks.Visited), ("current", current)];
    }

    private static void Class(StringBuilder text, string style, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            Line(text, $"class {string.Join(',', names)} {style}");
    }

    private static void Line(StringBuilder text, string line) => text.Append("    ").Append(line).Append('\n');

    /// <summary>
    /// Whatever is not a letter, a digit or harmless becomes Mermaid's numeric entity: no text can end its label.
    /// </summary>
    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '.' or ',' or ':' or '_')
                safe.Append(rune);
            else if (Rune.IsControl(rune))
                safe.Append(' ');
            else
                safe.Append('#').Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
        }

        return safe.ToString();
    }
}
