using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Workflow.Engine.Definitions;
using Workflow.Tests.Architecture;
using Xunit;

namespace Workflow.Tests.Engine;

/// <summary>Reader, JSON schema and <c>docs/definition-format.md</c> say the same.</summary>
public sealed partial class DefinitionFormatTests
{
    /// <summary>Mistakes that cannot be planted in JSON that is well formed, or that only the store can see.</summary>
    private static readonly string[] Others = ["not-json", "duplicate-member", "version-reused", "no-definitions"];

    [Fact]
    public void Document_ListsEveryCode_AndNoOther() =>
        Documented()
            .ShouldBe(DefinitionMistakes.All.Select(mistake => mistake.Code).Concat(Others).Distinct(), ignoreOrder: true);

    [Fact]
    public void EveryCodeInTheSource_StandsInTheDocument()
    {
        var written = SourceTree.Files("Workflow.Engine").Concat(SourceTree.Files("Workflow.Runtime"))
            .Where(file => file.Path.Contains("/Definitions/", StringComparison.Ordinal))
            .SelectMany(file => WrittenCode().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct().ToList();

        written.Count.ShouldBeGreaterThan(25);
        written.Except(Documented()).ShouldBeEmpty();
    }

    [Fact]
    public void TheDocumentsExample_IsAValidFile()
    {
        var example = JsonBlock().Match(Document()).Groups[1].Value;

        DefinitionReader.Read(example, ShippedDefinitions.Catalogue).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Schema_KnowsTheMembersThatTheReaderKnows()
    {
        using var file = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SourceTree.Root, "workflows", "schema", "definition.schema.json")));
        var schema = file.RootElement;
        var parts = schema.GetProperty("$defs");

        Members(schema).ShouldBe(DefinitionHead.Known, ignoreOrder: true);
        Members(parts.GetProperty("flowchart")).ShouldBe(DefinitionHead.KnownInRoot, ignoreOrder: true);
        Members(parts.GetProperty("activity")).ShouldBe(NodeReader.Bookkeeping, ignoreOrder: true);
    }

    private static IEnumerable<string> Members(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static List<string> Documented() => [.. DocumentedCode().Matches(Document()).Select(match => match.Groups[1].Value)];

    private static string Document() => File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "definition-format.md"));

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex(@"(?:\bAdd|\bDefinitionError|\bKnown)\([^""\r\n]*\s*""([a-z]+(?:-[a-z]+)+)""")]
    private static partial Regex WrittenCode();

    [GeneratedRegex(@"```json\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
