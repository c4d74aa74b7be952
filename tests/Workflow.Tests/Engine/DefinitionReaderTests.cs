using System.Text.Json.Nodes;
using Shouldly;
using Workflow.Engine.Definitions;
using Xunit;

namespace Workflow.Tests.Engine;

public sealed class DefinitionReaderTests
{
    public static TheoryData<string> Mistakes => [.. DefinitionMistakes.All.Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_OfOneMistake_NamesItsCodeAndPath(string name) =>
        Plant(name, Sample()).ShouldBeTrue("The sample admits every mistake.");

    [Fact]
    public void Read_OfAnyMistakeInAnyFileOfTheProduct_NamesItsCodeAndPath()
    {
        foreach (var file in ShippedDefinitions.Names)
        {
            DefinitionMistakes.All.Count(mistake => Plant(mistake.Name, ShippedDefinitions.File(file)))
                .ShouldBeGreaterThan(
                    DefinitionMistakes.All.Count - 14, $"{file} has a wait and a loop, so it admits all but mistakes of inputs.");
        }
    }

    [Fact]
    public void Read_OfEveryFileOfTheProduct_FindsNothing()
    {
        ShippedDefinitions.Names.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var file in ShippedDefinitions.Names)
            ShippedDefinitions.File(file).Read().Errors.ShouldBeEmpty(file);
    }

    [Fact]
    public void Read_OfTenMistakes_NamesEachOfTheTen()
    {
        string[] names =
        [
            "variables", "no id of the root", "version zero", "unknown member", "script", "an id twice", "two starts", "fork",
            "island", "merge mode",
        ];
        foreach (var file in (DefinitionFile[])[Sample(), ShippedDefinitions.File("agenda-item")])
        {
            var planted = names.Select(
                DefinitionMistakes.Find).Select(mistake => (mistake.Code, Path: mistake.Plant(file).ShouldNotBeNull())).ToList();

            file.Read().Errors.Select(error => (error.Code, error.Path)).ShouldBe(planted, ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData("misspelt activity")]
    [InlineData("misspelt waiting activity")]
    [InlineData("unknown input")]
    [InlineData("script")]
    [InlineData("fork")]
    [InlineData("trap")]
    public void Read_OfOneMistake_DoesNotReportItAsMany(string name)
    {
        var file = ShippedDefinitions.File("agenda-item");
        DefinitionMistakes.Find(name).Plant(file);

        file.Read().Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_OfAMisspeltActivity_HintsAtTheNearest()
    {
        var file = Sample();
        file.Activity(file.Wait)["type"] = "Test.AwaitAnswr";

        file.Read().Errors.ShouldHaveSingleItem().Hint.ShouldContain("'Test.AwaitAnswer'");
    }

    [Theory]
    [InlineData("", "not-json", "$")]
    [InlineData("[]", "wrong-type", "$")]
    [InlineData("{ \"id\": }", "not-json", "$")]
    public void Read_OfSomethingElse_SaysSo(string json, string code, string path)
    {
        var error = DefinitionReader.Read(json, SampleDefinition.Catalogue).Errors.ShouldHaveSingleItem();

        (error.Code, error.Path).ShouldBe((code, path));
    }

    [Fact]
    public void Read_OfBrokenJson_GivesLineAndByteFromOne() =>
        DefinitionReader.Read(
            "{\n  \"id\": ?\n}", SampleDefinition.Catalogue).Errors.ShouldHaveSingleItem().Hint.ShouldContain("line 2, byte 9");

    [Fact]
    public void Read_OfAMemberTwice_NamesItBesideOtherMistakes()
    {
        var json = SampleDefinition.Json
            .Replace("\"id\": \"await\"", "\"id\": \"await\", \"id\": \"other\"", StringComparison.Ordinal)
            .Replace("\"version\": 1, \"isLatest\"", "\"version\": 0, \"isLatest\"", StringComparison.Ordinal);

        var errors = DefinitionReader.Read(
            json, SampleDefinition.Catalogue).Errors.Select(error => (error.Code, error.Path)).ToList();

        errors.ShouldContain(("duplicate-member", "$.root.activities[2].id"));
        errors.ShouldContain(("wrong-type", "$.version"));
    }

    [Fact]
    public void Hash_OfTheSameMeaning_IsTheSame()
    {
        var file = Sample();
        file.Activities.Add(Taken(file.Activities, 0));
        file.Connections.Add(Taken(file.Connections, 1));
        file.Activity(0)["metadata"] = new JsonObject { ["designer"] = "10,20" };

        file.Read().Definition!.ContentHash.ShouldBe(Sample().Read().Definition!.ContentHash);
    }

    /// <summary>However it is written, the activity gets one text, whatever the runtime.</summary>
    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("\"+7\"", "7")]
    [InlineData("\"007\"", "7")]
    [InlineData("\"-7\"", "-7")]
    [InlineData("\"-0\"", "0")]
    [InlineData("-0", "0")]
    [InlineData("-2147483648", "-2147483648")]
    public void Read_OfANumber_GivesItsOneText(string written, string text)
    {
        var file = Sample();
        file.Activity(file.Step)["times"]!["expression"]!["value"] = JsonNode.Parse(written);

        file.Read().Definition.ShouldNotBeNull().Activities["tell"].Inputs["Times"].ShouldBe(text);
    }

    [Fact]
    public void VersionReuse_WithOtherContent_IsFoundAgainstTheStore()
    {
        var stored = Sample().Read().Definition!.ContentHash;
        var changed = Sample();
        changed.Activity(changed.Step)["times"]!["expression"]!["value"] = 4;

        VersionReuse.Check(changed.Read().Definition!, stored).ShouldNotBeNull().Code.ShouldBe("version-reused");
        VersionReuse.Check(Sample().Read().Definition!, stored).ShouldBeNull();
    }

    private static DefinitionFile Sample() => new(SampleDefinition.Json, SampleDefinition.Catalogue);

    /// <returns>Whether the file admits the mistake.</returns>
    private static bool Plant(string name, DefinitionFile file)
    {
        var mistake = DefinitionMistakes.Find(name);
        if (mistake.Plant(file) is not { } path)
            return false;
        var reading = file.Read();
        reading.Definition.ShouldBeNull(name);
        reading.Errors.Select(error => (error.Code, error.Path)).ShouldContain((mistake.Code, path), name);
        reading.Errors.ShouldAllBe(error => error.Message.Length > 0 && error.Hint.Length > 0);
        return true;
    }

    private static JsonNode Taken(JsonArray list, int index)
    {
        var node = list[index]!;
        list.RemoveAt(index);
        return node;
    }
}
