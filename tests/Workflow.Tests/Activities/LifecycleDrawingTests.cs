using System.Text;
using Shouldly;
using Workflow.Engine.Definitions;
using Workflow.Engine.Drawing;
using Workflow.Tests.Architecture;
using Xunit;

namespace Workflow.Tests.Activities;

/// <summary>The pictures of the shipped lifecycles are drawn from their files.</summary>
public sealed class LifecycleDrawingTests
{
    private const string Head = """
        # Lifecycles

        The files of `workflows/`, drawn by the engine: hexagons wait, boxes act at once, an arrow's word is the outcome. Made by
        `LifecycleDrawingTests`, which also fails when this page is out of date. To write it anew:
        `WORKFLOW_WRITE_DOCS=1 dotnet test`. What each activity does stands in [activities.md](activities.md), how to write a
        file in [definition-format.md](definition-format.md).

        """;

    private static readonly string Page = Path.Combine(SourceTree.Root, "docs", "lifecycles.md");

    [Fact]
    public void Page_ShowsEveryLifecycleAsItsFileSays()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var file in ShippedCatalogue.Lifecycles.Keys)
            page.Append("\n## ").Append(file).Append("\n\n").Append(Drawing(file));
        if (Environment.GetEnvironmentVariable("WORKFLOW_WRITE_DOCS") == "1")
            File.WriteAllText(Page, page.ToString());

        File.ReadAllText(
            Page).ShouldBe(page.ToString(), "docs/lifecycles.md is out of date; run the tests once with WORKFLOW_WRITE_DOCS=1.");
    }

    [Fact]
    public void Readme_ShowsTheApprovalAsItsFileSays() =>
        File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")).ShouldContain(Drawing("approval.json"));

    private static string Drawing(string file)
    {
        var definition = DefinitionReader.Read(
            ShippedCatalogue.Lifecycles[file], ShippedCatalogue.Catalogue).Definition.ShouldNotBeNull();
        return "```mermaid\n" + MermaidDrawing.Draw(definition, ShippedCatalogue.Catalogue) + "```\n";
    }
}
