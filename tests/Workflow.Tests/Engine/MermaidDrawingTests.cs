using Shouldly;
using Workflow.Engine.Definitions;
using Workflow.Engine.Drawing;
using Xunit;

namespace Workflow.Tests.Engine;

public sealed class MermaidDrawingTests
{
    [Fact]
    public void Draw_OfTheSample_ShowsWaitsStepsAndOutcomes() => Draw(Sample()).ShouldBe(
        """
        flowchart TD
            n0(["Start"])
            n1["Tell"]
            n2{{"Waits for an answer"}}
            n3(["End"])
            n0 --> n1
            n1 --> n2
            n2 -->|"Answered"| n3
            n2 -->|"Again"| n1
            classDef wait fill:#fff4ce,stroke:#7a5c00,color:#000000
            classDef visited fill:#dff6dd,color:#000000
            classDef current stroke:#a4262c,stroke-width:4px
            class n2 wait

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Draw_OfTheSameMeaningInAnotherOrder_IsTheSameText()
    {
        var file = Sample();
        foreach (var list in new[] { file.Activities, file.Connections })
        {
            var turned = list.Reverse().Select(node => node!.DeepClone()).ToList();
            list.Clear();
            turned.ForEach(list.Add);
        }

        Draw(file).ShouldBe(Draw(Sample()));
    }

    [Fact]
    public void Draw_WithMarks_ShowsWhereTheInstanceIsAndWas()
    {
        var text = Draw(Sample(), new DrawingMarks { Current = "await", Visited = new HashSet<string> { "tell", "await" } });

        text.ShouldContain("class n1,n2 visited\n");
        text.ShouldContain("class n2 current\n");
    }

    [Fact]
    public void Draw_WithAMarkOnAnUnknownActivity_IsRefused() =>
        Should.Throw<ArgumentException>(
            () => Draw(Sample(), new DrawingMarks { Current = "ghost" })).Message.ShouldContain("'ghost'");

    [Fact]
    public void Draw_OfAHostileTitle_StaysInsideItsLabel()
    {
        var file = Sample();
        file.Activity(file.Wait)["metadata"]!["displayText"] = "x\"]\n click n1 \"javascript:1\" %% <b>`#quot;å";

        var line = Draw(file).Split('\n').Single(line => line.Contains("n2{{", StringComparison.Ordinal));

        line.ShouldBe("    n2{{\"x#34;#93;  click n1 #34;javascript:1#34; #37;#37; #60;b#62;#96;#35;quot#59;å\"}}");
    }

    [Fact]
    public void Draw_OfEveryFileOfTheProduct_ShowsEachActivityAndEachConnection()
    {
        foreach (var name in ShippedDefinitions.Names)
        {
            var definition = ShippedDefinitions.File(name).Read().Definition.ShouldNotBeNull(name);
            var lines = MermaidDrawing.Draw(definition, ShippedDefinitions.Catalogue).Split('\n');

            lines.Count(line => line.Contains("-->", StringComparison.Ordinal)).ShouldBe(definition.Connections.Count);
            lines.Count(line => line.TrimStart().StartsWith('n') && !line.Contains("-->", StringComparison.Ordinal))
                .ShouldBe(definition.Activities.Count);
        }
    }

    private static DefinitionFile Sample() => new(SampleDefinition.Json, SampleDefinition.Catalogue);

    private static string Draw(DefinitionFile file, DrawingMarks? marks = null) =>
        MermaidDrawing.Draw(file.Read().Definition.ShouldNotBeNull(), SampleDefinition.Catalogue, marks);
}
