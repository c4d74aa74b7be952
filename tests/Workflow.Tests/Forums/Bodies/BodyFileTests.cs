using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Forums.Bodies;

public sealed class BodyFileTests
{
    [Fact]
    public void Read_BodyWithTheLeast_GetsTheDefaultRules()
    {
        var body = Read(Council).Register.ShouldNotBeNull().Get("council");

        body.ShouldSatisfyAllConditions(
            b => b.Meetings.AgendaApproval.ShouldBe(9),
            b => b.Ladder.ShouldBe(Body.DefaultLadder),
            b => b.Sections.ShouldBe(Body.DefaultSections),
            b => b.IsDerived.ShouldBeFalse());
    }

    [Fact]
    public void Read_WholeBody_ReadsEveryRule()
    {
        var body = Read(With("""
            "$schema": "body.schema.json", "validTo": "2026-12-31", "labels": { "ends": "Slutter her" }, "sections": ["recommendation", "decision"],
            "workingDays": { "saturday": true, "closed": ["02-29"], "counting": "fullDays" }, "meetings": { "dispatch": 5 },
            "agendaApproval": "bothChairs", "minutesApprovedAt": "sameMeeting", "language": "en", "cluster": null,
            "ladder": [{ "rung": "due", "workingDays": 0, "to": "chair", "effect": "passBySilence" }],
            "itemConsultation": { "parties": [{ "id": "elders", "name": "Ældrerådet" }], "workingDays": 10, "question": "Bemærkninger?" },
            "routes": [{ "name": "own", "outcomes": ["noted"], "also": [], "plan": "refers", "route": "ended" }],
            "standingTitles": { "approveAgenda": ["Dagsorden"] }
            """)).Register.ShouldNotBeNull().Get("council");

        body.ShouldSatisfyAllConditions(
            b => b.ValidTo.ShouldBe(new DateOnly(2026, 12, 31)),
            b => b.Sections.ShouldBe([SectionKind.Recommendation, SectionKind.Decision]),
            b => b.WorkingDays.Counting.ShouldBe(DayCounting.FullDays),
            b => b.Meetings.ShouldBe(new MeetingRules { Dispatch = 5 }),
            b => b.ItemConsultation!.Parties[0].Name.ShouldBe("Ældrerådet"),
            b => b.Routes[0].Plan.ShouldBe(PlannedRoute.Refers),
            b => b.StandingTitles.Values.ShouldHaveSingleItem().ShouldBe(["Dagsorden"]));
    }

    [Theory]
    [InlineData("""{ "id": """, "$")]
    [InlineData("7", "$")]
    [InlineData("""{ "name": "Rådet", "kind": "council" }""", "$.id")]
    [InlineData("""{ "id": "a", "name": null, "kind": "council" }""", "$.name")]
    [InlineData("""{ "id": "a", "name": " ", "kind": "council" }""", "$.name")]
    [InlineData("""[{ "id": "a", "name": "A", "kind": "council" }, { "id": "b", "kind": "council" }]""", "$[1].name")]
    public void Read_FileThatDoesNotFit_NamesThePlace(string json, string path) =>
        Read(json).Mistakes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mistake => mistake.File.ShouldBe("body.json"),
            mistake => mistake.Path.ShouldBe(path));

    [Theory]
    [InlineData("\"colour\": \"red\"", "$.colour")]
    [InlineData("\"Language\": \"en\"", "$.Language")]
    [InlineData("\"language\": \"en\", \"language\": \"da\"", "$.language")]
    [InlineData("\"validTo\": \"2026-02-31\"", "$.validTo")]
    [InlineData("\"validFrom\": \"2026-06-02\", \"validTo\": \"2026-06-01\"", "$.validTo")]
    [InlineData("\"aliases\": \"Rådet\"", "$.aliases")]
    [InlineData("\"aliases\": null", "$.aliases")]
    [InlineData("\"aliases\": [null]", "$.aliases[0]")]
    [InlineData("\"labels\": { \"begins\": \"x\" }", "$.labels.begins")]
    [InlineData("\"sections\": [\"summary\", \"weather\"]", "$.sections[1]")]
    [InlineData("\"sections\": [1]", "$.sections[0]")]
    [InlineData("\"meetings\": { \"call\": \"25\" }", "$.meetings.call")]
    [InlineData("\"meetings\": { \"call\": 2.5 }", "$.meetings.call")]
    [InlineData("\"meetings\": { \"dispatch\": -1 }", "$.meetings.dispatch")]
    [InlineData("\"meetings\": { \"room\": 0 }", "$.meetings.room")]
    [InlineData("\"extraordinaryMeetings\": { \"call\": -1 }", "$.extraordinaryMeetings.call")]
    [InlineData("\"rules\": [{ \"meetings\": {} }]", "$.rules[0].from")]
    [InlineData("\"rules\": [{ \"from\": \"2027-01-01\", \"colour\": \"red\" }]", "$.rules[0].colour")]
    [InlineData("\"rules\": [{ \"from\": \"2027-01-01\", \"meetings\": { \"dispatch\": -1 } }]", "$.rules[0].meetings.dispatch")]
    [InlineData("\"rules\": [{ \"from\": \"2027-01-01\" }, { \"from\": \"2027-01-01\" }]", "$.rules[1].from")]
    [InlineData("\"rules\": [{ \"from\": \"2027-01-01\", \"ladder\": [] }]", "$.rules[0].ladder")]
    [InlineData("\"rules\": [{ \"from\": \"2027-01-01\", \"workingDays\": { \"closed\": [\"02-30\"] } }]",
        "$.rules[0].workingDays.closed")]
    [InlineData("\"workingDays\": { \"closed\": [\"12-24\", \"02-30\"] }", "$.workingDays.closed")]
    [InlineData("\"workingDays\": { \"closed\": [\"24/12\"] }", "$.workingDays.closed")]
    [InlineData("\"workingDays\": { \"saturday\": 1 }", "$.workingDays.saturday")]
    [InlineData("\"timeZone\": \"Europe/Atlantis\"", "$.timeZone")]
    [InlineData("\"agendaApproval\": \"nobody\"", "$.agendaApproval")]
    [InlineData("\"agendaApproval\": \"anyOne, all\"", "$.agendaApproval")]
    [InlineData("\"refersTo\": \"council\"", "$.refersTo")]
    [InlineData("\"refersTo\": \"nowhere\"", "$.refersTo")]
    [InlineData("\"successor\": \"nowhere\"", "$.successor")]
    [InlineData("\"successor\": \"council\"", "$.successor")]
    [InlineData("\"ladder\": []", "$.ladder")]
    [InlineData("\"ladder\": [{ \"rung\": \"due\", \"workingDays\": 0, \"to\": \"approver\", \"effect\": \"inform\" }]",
        "$.ladder")]
    [InlineData("\"ladder\": [{ \"rung\": \"due\", \"workingDays\": 0, \"to\": \"secretariat\", \"effect\": \"shout\" }]",
        "$.ladder[0].effect")]
    [InlineData("\"ladder\": [{ \"rung\": \"due\", \"to\": \"secretariat\", \"effect\": \"inform\" }]",
        "$.ladder[0].workingDays")]
    [InlineData("\"ladder\": [{ \"rung\": \"due\", \"workingDays\": 0, \"to\": \"mayor\", \"effect\": \"pull\" }]", "$.ladder")]
    [InlineData("\"routes\": [{ \"name\": \"own\", \"outcomes\": [\"liked\"], \"also\": [], \"route\": \"ended\" }]",
        "$.routes[0].outcomes[0]")]
    [InlineData("\"routes\": [{ \"name\": \"own\", \"outcomes\": [], \"also\": [], \"route\": \"lost\" }]", "$.routes[0].route")]
    [InlineData("\"routes\": [{ \"name\": \"own\", \"outcomes\": [], \"route\": \"ended\" }]", "$.routes[0].also")]
    [InlineData("\"standingTitles\": { \"coffee\": [\"Kaffe\"] }", "$.standingTitles.coffee")]
    [InlineData("\"itemConsultation\": { \"parties\": [], \"question\": \"?\" }", "$.itemConsultation.workingDays")]
    public void Read_OneMistake_IsNamedWithItsPath(string members, string path)
    {
        var mistake = Read(With(members)).Mistakes.ShouldHaveSingleItem();

        mistake.Path.ShouldBe(path);
        mistake.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Read_SeveralMistakesInSeveralFiles_AreAllReported()
    {
        var reading = BodyFile.Read(new Dictionary<string, string>
        {
            ["b.json"] = "no JSON",
            ["a.json"] = With("\"colour\": 1, \"validTo\": \"2026-13-01\", \"ladder\": [{ \"effect\": \"shout\" }]"),
            ["c.json"] = """{ "id": "elders", "name": "Ældrerådet", "kind": "council", "refersTo": "council", "successor": "gone" }""",
        });

        reading.Register.ShouldBeNull();
        reading.Mistakes.Select(mistake => mistake.File + mistake.Path).ShouldBe(
        [
            "a.json$.colour", "a.json$.validTo", "a.json$.ladder[0].effect", "a.json$.ladder[0].rung",
            "a.json$.ladder[0].workingDays",
            "a.json$.ladder[0].to", "b.json$", "c.json$.successor",
        ]);
    }

    [Fact]
    public void Read_OneIdInTwoFiles_IsNamedAtTheSecond() =>
        BodyFile.Read(
            new Dictionary<string, string>
            {
                ["a.json"] = Council,
                ["b.json"] = """{ "id": "council", "name": "Et andet", "kind": "council" }"""
            })
            .Mistakes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                mistake => mistake.File.ShouldBe("b.json"),
                mistake => mistake.Path.ShouldBe("$.id"));

    [Fact]
    public void Read_SuccessorsInALoop_AreNamedAtEachBodyOfTheLoop() =>
        Read("""
            [{ "id": "a", "name": "A", "kind": "k", "successor": "b" }, { "id": "b", "name": "B", "kind": "k", "successor": "c" },
             { "id": "c", "name": "C", "kind": "k", "successor": "b" }]
            """).Mistakes.Select(mistake => mistake.Path).ShouldBe(["$[1].successor", "$[2].successor"]);

    [Theory]
    [InlineData("x", "x", 1)]
    [InlineData("x", "y", 0)]
    public void Read_OneAliasOfTwoBodies_IsAmbiguousOnlyWithinACluster(string first, string second, int mistakes) =>
        Read($$"""
            [{ "id": "a", "name": "A", "kind": "k", "cluster": "{{first}}", "aliases": ["Udvalget"] },
             { "id": "b", "name": "B", "kind": "k", "cluster": "{{second}}", "aliases": ["udvalget"] }]
            """).Mistakes.Count(mistake => mistake.Path == "$[1].aliases").ShouldBe(mistakes);

    private const string Council = """{ "id": "council", "name": "Rådet", "kind": "council" }""";

    private static string With(string members) => $$"""{ "id": "council", "name": "Rådet", "kind": "council", {{members}} }""";

    private static BodyFileReading Read(string json) => BodyFile.Read(new Dictionary<string, string> { ["body.json"] = json });
}
