using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Xunit;

namespace Workflow.Tests.Forums.People;

public sealed class PeopleFileTests
{
    private static readonly BodyRegister Bodies = new([new Body { Id = "council", Name = "Rådet", Kind = "council" }]);

    [Fact]
    public void Read_PeopleWithMandates_GivesTheRegister()
    {
        var register = PeopleFile.Read("""
            { "$schema": "people.schema.json", "people": [
              { "id": "ane", "name": "Ane Krog", "address": "ane@krog.invalid", "aliases": ["A. Krog"],
                "mandates": [{ "bodyId": "council", "role": "chair", "to": "2026-12-31", "deputyId": "bo" }],
                "absences": [{ "from": "2026-07-01", "to": "2026-07-01" }] },
              { "id": "bo", "name": "Bo Lyng", "mandates": [{ "bodyId": "council", "role": "deputy" }] }] }
            """, Bodies).Register.ShouldNotBeNull();

        register.With(
            MandateRole.Chair, "council", new DateOnly(2026, 12, 31)).ShouldHaveSingleItem().Mandates[0].DeputyId.ShouldBe("bo");
        register.With(MandateRole.Chair, "council", new DateOnly(2027, 1, 1)).ShouldBeEmpty();
        register.Find("bo")!.Address.ShouldBeNull();
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("{}", "$.people")]
    [InlineData("""{ "people": [7] }""", "$.people[0]")]
    [InlineData("""{ "people": [{ "name": "Ane" }] }""", "$.people[0].id")]
    public void Read_FileThatDoesNotFit_NamesThePlace(string json, string path) =>
        PeopleFile.Read(json, Bodies).Mistakes.ShouldHaveSingleItem().Path.ShouldBe(path);

    [Theory]
    [InlineData("\"phone\": \"1\"", "phone")]
    [InlineData("\"address\": \"ane\"", "address")]
    [InlineData("\"address\": \"ane@krog.invalid\\r\\nBcc: bo@lyng.invalid\"", "address")]
    [InlineData("\"address\": \"ane@krog.invalid,bo@lyng.invalid\"", "address")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"council\", \"role\": \"king\" }]", "mandates[0].role")]
    [InlineData("\"mandates\": [{ \"role\": \"chair\" }]", "mandates[0].bodyId")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"gone\", \"role\": \"chair\" }]", "mandates[0].bodyId")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"council\", \"role\": \"chair\", \"deputyId\": \"ane\" }]",
        "mandates[0].deputyId")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"council\", \"role\": \"chair\", \"deputyId\": \"gone\" }]",
        "mandates[0].deputyId")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"council\", \"role\": \"chair\", \"from\": \"2026-02-31\" }]", "mandates[0].from")]
    [InlineData("\"mandates\": [{ \"bodyId\": \"council\", \"role\": \"chair\", \"from\": \"2026-02-02\", \"to\": \"2026-02-01\" }]", "mandates[0].to")]
    [InlineData("\"absences\": [{ \"from\": \"2026-07-02\" }]", "absences[0].to")]
    [InlineData("\"absences\": [{ \"from\": \"2026-07-02\", \"to\": \"2026-07-01\" }]", "absences[0].to")]
    public void Read_OneMistake_IsNamedWithItsPath(string members, string path) =>
        PeopleFile.Read($$"""{ "people": [{ "id": "ane", "name": "Ane", {{members}} }] }""", Bodies)
            .Mistakes.ShouldHaveSingleItem().Path.ShouldBe("$.people[0]." + path);

    [Fact]
    public void Read_SeveralMistakes_AreAllReported()
    {
        var reading = PeopleFile.Read("""
            { "people": [{ "id": "ane", "name": "Ane", "address": "x" },
                         { "id": "ane", "name": "Bo", "mandates": [{ "bodyId": "gone", "role": "chair", "deputyId": "c" }] }] }
            """, Bodies);

        reading.Register.ShouldBeNull();
        reading.Mistakes.Select(mistake => mistake.Path).ShouldBe(
            ["$.people[0].address", "$.people[1].id", "$.people[1].mandates[0].bodyId", "$.people[1].mandates[0].deputyId"]);
    }
}
