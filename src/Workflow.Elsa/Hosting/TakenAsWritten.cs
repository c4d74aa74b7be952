using System.Globalization;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// Holds what Elsa took in against what is written: Elsa drops an input whose type it does not know, puts a placeholder for an
/// activity it does not find, and goes on without a word. A case must not run on such a graph.
/// </summary>
internal static class TakenAsWritten
{
    public static async Task CheckAsync(
        IServiceProvider services, IReadOnlyList<StoredDefinition> definitions, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var catalogue = services.GetRequiredService<ActivityCatalogue>();
        var stored = scope.ServiceProvider.GetRequiredService<IWorkflowDefinitionService>();
        foreach (var definition in definitions)
        {
            var graph = await stored.FindWorkflowGraphAsync(
                definition.DefinitionId, VersionOptions.SpecificVersion(definition.Version),
                cancellationToken).ConfigureAwait(false);
            var written = DefinitionReader.Read(definition.Json, catalogue).Definition!;
            var differences = graph is null ? ["Elsa does not hold it."] : Differences(written, graph.Workflow.Root).ToList();
            if (differences.Count > 0)
                throw new ElsaRefusedDefinitionException(definition, differences);
        }
    }

    /// <returns>One sentence for each difference.</returns>
    public static IEnumerable<string> Differences(WorkflowDefinition written, IActivity root)
    {
        if (root is not Flowchart flowchart)
        {
            yield return $"Its root is a {root.Type}, not a flowchart.";
            yield break;
        }

        var taken = flowchart.Activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        foreach (var node in written.Activities.Values)
        {
            if (taken.GetValueOrDefault(node.Id) is not { } activity)
                yield return $"The activity '{node.Id}' is missing.";
            else if (activity is NotFoundActivity || activity.Type != node.Type)
                yield return $"The activity '{node.Id}' is a {activity.Type}, not a {node.Type}.";
            else
                foreach (var difference in Inputs(node, activity))
                    yield return difference;
        }

        var connections = flowchart.Connections.Select(
            edge => (edge.Source.Activity.Id, edge.Source.Port ?? "", edge.Target.Activity.Id)).ToHashSet();
        foreach (var ((source, port), target) in written.Connections.Where(
            edge => !connections.Contains((edge.Key.Item1, edge.Key.Item2, edge.Value))))
            yield return $"The connection from '{source}' by '{port}' to '{target}' is missing.";
        foreach (var (source, port, target) in connections.Where(
            edge => written.Connections.GetValueOrDefault((edge.Item1, edge.Item2)) != edge.Item3))
            yield return $"The connection from '{source}' by '{port}' to '{target}' is not written.";
        foreach (var id in taken.Keys.Where(id => !written.Activities.ContainsKey(id)))
            yield return $"The activity '{id}' is not written.";
    }

    private static IEnumerable<string> Inputs(Engine.Definitions.ActivityNode node, IActivity activity)
    {
        foreach (var (name, value) in node.Inputs)
        {
            if (!activity.SyntheticProperties.TryGetValue(name, out var found) || found is not Input input)
                yield return $"The input '{name}' of '{node.Id}' was dropped.";
            else if (Literal(input) is var taken && taken != value)
                yield return $"The input '{name}' of '{node.Id}' is '{taken}', not '{value}'.";
        }
    }

    /// <summary>As the reader writes it; Elsa keeps what stood in the file until it runs the activity.</summary>
    private static string Literal(Input input)
    {
        var text = Convert.ToString(input.Expression?.Value, CultureInfo.InvariantCulture) ?? "";
        if (input.Type == typeof(bool))
            return text.ToLowerInvariant();
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return input.Type == typeof(int) && isNumber ? number.ToString(CultureInfo.InvariantCulture) : text;
    }
}

/// <summary>Elsa's graph is not the one that is written; running on it would skip steps without a word.</summary>
public sealed class ElsaRefusedDefinitionException(
    StoredDefinition definition, IReadOnlyList<string> differences) : Engine.WorkflowException(
    $"Elsa took version {definition.Version} of '{definition.DefinitionId}' in otherwise than it is written: "
    + string.Join(" ", differences))
{
    public IReadOnlyList<string> Differences { get; } = differences;
}
