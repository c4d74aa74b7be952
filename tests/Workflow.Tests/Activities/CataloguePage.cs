using System.Globalization;
using System.Text;
using System.Text.Json;
using Workflow.Engine.Activities;

namespace Workflow.Tests.Activities;

/// <summary>The catalogue of activities as a page for those who change a lifecycle.</summary>
internal static class CataloguePage
{
    private const string Head = """
        # Activities

        What a lifecycle in `workflows/` can be built of. Made from the activities' own descriptions by
        `ActivityCatalogueTests`, which also fails when this page is out of date. To write it anew:
        `WORKFLOW_WRITE_DOCS=1 dotnet test`. A running service answers the same at `GET /api/activities`.

        Besides these, a lifecycle has `Elsa.Start` (outcome `Done`) and `Elsa.End`. Every outcome of an activity must be
        connected; an activity with signals waits until one of them comes.


        """;

    public static string Render(ActivityCatalogue catalogue, IReadOnlyDictionary<string, string> lifecycles)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var descriptor in catalogue.Descriptors)
            Append(page, descriptor,
                [.. lifecycles.Where(file => Names(file.Value).Contains(descriptor.TypeName)).Select(file => file.Key)]);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Type names of the activities in a lifecycle's root.</summary>
    public static IReadOnlySet<string> Names(string lifecycle)
    {
        using var file = JsonDocument.Parse(lifecycle);
        return file.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray()
            .Select(activity => activity.GetProperty("type").GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    private static void Append(StringBuilder page, ActivityDescriptor descriptor, IReadOnlyList<string> files)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {descriptor.TypeName}\n\n{descriptor.Summary}\n\n");
        page.Append(
            files.Count == 0 ? "In no shipped lifecycle." : "In " + string.Join(", ", files.Select(Code)) + ".").Append("\n\n");
        if (descriptor.CanWait)
            page.Append(CultureInfo.InvariantCulture, $"Waits for: {string.Join(", ", descriptor.Signals.Select(Code))}.\n\n");
        if (descriptor.Inputs.Count > 0)
            AppendInputs(page, descriptor.Inputs);
        page.Append("| Outcome | Meaning |\n| --- | --- |\n");
        foreach (var outcome in descriptor.Outcomes)
            page.Append(CultureInfo.InvariantCulture, $"| {Code(outcome.Name)} | {Cell(outcome.Summary)} |\n");
        page.Append('\n');
    }

    private static void AppendInputs(StringBuilder page, IReadOnlyList<ActivityInput> inputs)
    {
        page.Append("| Input | Type | Required | Meaning |\n| --- | --- | --- | --- |\n");
        foreach (var input in inputs)
        {
            var allowed = input.Allowed.Count == 0 ? "" : $" One of: {string.Join(", ", input.Allowed.Select(Code))}.";
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {Code(input.Name)} | {input.TypeName} | {(input.Required ? "yes" : "no")} | {Cell(input.Summary)}{allowed} |\n");
        }

        page.Append('\n');
    }

    private static string Code(string name) => $"`{name}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
