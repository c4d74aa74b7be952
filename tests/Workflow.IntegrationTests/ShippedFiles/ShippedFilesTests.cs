using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Files;
using Workflow.Forums.People;
using Workflow.IntegrationTests.RealMinutes;
using Xunit;

namespace Workflow.IntegrationTests.ShippedFiles;

/// <summary>
/// The files of bodies and people that the repository ships are product: they are read and checked as a host does.
/// </summary>
public sealed class ShippedFilesTests
{
    private static readonly DateOnly LastDay = new(2026, 12, 31);

    [Theory]
    [InlineData("workflows/bodies")]
    [InlineData("samples/bodies")]
    public void ReadBodies_ShippedFolder_HasNoMistake(string folder) =>
        Reading(folder).Mistakes.ShouldBeEmpty();

    [Theory]
    [InlineData("hol-fsf", "hol-pf")]
    [InlineData("nfs-fsf", "nfs-pf")]
    [InlineData("nsr-fsf", "nsr-pf")]
    public void RefersTo_LowerBodyOfACluster_IsTheUpperOne(string lower, string upper) =>
        Register("workflows/bodies").Get(lower).RefersTo.ShouldBe(upper);

    [Theory]
    [InlineData("hol", "hol-pf")]
    [InlineData("nfs", "nfs-pf")]
    [InlineData("nsr", "nsr-pf")]
    public void Find_BareName_IsReadWithinTheCluster(string cluster, string upper) =>
        BodyNames.Find(Register("workflows/bodies"), "politisk  forum", cluster)!.Id.ShouldBe(upper);

    [Theory]
    [InlineData("workflows/bodies")]
    [InlineData("samples/bodies")]
    public void InOffice_AfterTheReform_IsTheSuccessorOfEveryBody(string folder)
    {
        var register = Register(folder);

        foreach (var body in register.All.Where(body => body.ValidTo == LastDay))
        {
            BodyNames.InOffice(register, body, LastDay).ShouldBe(body);
            BodyNames.InOffice(register, body, LastDay.AddDays(1)).ShouldNotBeNull().ValidFrom.ShouldBe(LastDay.AddDays(1));
        }
    }

    /// <summary>The words mean another council in each cluster; where no cluster is known, nobody guesses.</summary>
    [Theory]
    [InlineData("hol", "sr-midt-vestsjaelland")]
    [InlineData("nfs", "sr-lolland-falster")]
    [InlineData("nsr", "sr-sydvestsjaelland")]
    [InlineData(null, null)]
    public void Find_TheComingCouncil_IsThatOfTheCluster(string? cluster, string? council) =>
        (BodyNames.Find(Register("workflows/bodies"), "det kommende forberedende sundhedsråd", cluster)?.Id).ShouldBe(council);

    [Theory]
    [InlineData(RealPaper.Lower, "hol-fsf")]
    [InlineData(RealPaper.Upper, "hol-pf")]
    [InlineData(RealPaper.South, "nfs-fsf")]
    [InlineData(RealPaper.West, "nsr-fsf")]
    public void Read_RealMinutesWithTheShippedBodies_KnowsTheBodyAndItsOrderOfSections(string file, string bodyId)
    {
        var register = Register("workflows/bodies");
        var paper = RealPaper.Read(RealPaper.Text(file), [.. register.All.Select(BodyNames.Phrases)]).Paper.ShouldNotBeNull();

        paper.BodyId.ShouldBe(bodyId);
        foreach (var item in paper.Items)
        {
            var printed = item.Sections.Select(section => section.Kind).Where(register.Get(bodyId).Sections.Contains).ToList();
            printed.ShouldBe(register.Get(bodyId).Sections.Where(printed.Contains), $"item {item.Number}");
        }
    }

    [Fact]
    public void Read_RealItemSentToABodyNotConstitutedYet_NamesTheShippedBody()
    {
        var register = Register("workflows/bodies");
        var paper = RealPaper.Read(
            RealPaper.Text(RealPaper.Upper), [.. register.All.Select(BodyNames.Phrases)]).Paper.ShouldNotBeNull();

        var written = paper.Items.Single(item => item.Number == "3").Outcome!.NamedBody.ShouldNotBeNull();
        BodyNames.Find(register, written, "hol").ShouldNotBeNull().Id.ShouldBe("sr-midt-vestsjaelland");
    }

    [Fact]
    public void Ladder_EveryShippedBody_ReachesTheDeputyBeforeTheAgendaIsSent()
    {
        foreach (var body in Register("workflows/bodies").All.Concat(Register("samples/bodies").All))
        {
            var handedOver = body.Ladder.Where(step => step.Effect == RungEffect.HandOver).Min(step => step.WorkingDays);
            (body.Meetings.AgendaApproval - handedOver).ShouldBeGreaterThan(body.Meetings.Dispatch, body.Id);
        }
    }

    [Fact]
    public void ReadPeople_SamplePeople_HaveNoMistakeAndNoRealAddress()
    {
        var reading = PeopleFile.Read(Text("samples/people.json"), Register("samples/bodies"));

        reading.Mistakes.ShouldBeEmpty();
        reading.Register!.All.ShouldAllBe(person => person.Address!.EndsWith(".invalid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fjordby-fagligt")]
    [InlineData("fjordby-politisk")]
    public void ReadPeople_SampleBody_HasTwoChairsWithDeputyAndASecretariat(string bodyId)
    {
        var people = PeopleFile.Read(Text("samples/people.json")).Register.ShouldNotBeNull();
        IReadOnlyList<Person> With(MandateRole role) => people.With(role, bodyId, LastDay);

        var deputy = With(MandateRole.Deputy).ShouldHaveSingleItem().Id;
        With(MandateRole.Chair).Count.ShouldBe(2);
        With(MandateRole.Chair)
            .ShouldAllBe(chair => chair.Mandates.Any(mandate => mandate.BodyId == bodyId && mandate.DeputyId == deputy));
        With(MandateRole.Secretariat).ShouldHaveSingleItem();
        With(MandateRole.ItemOwner).ShouldNotBeEmpty();
    }

    [Fact]
    public void BodySchema_EveryMemberAndName_IsTheReaders()
    {
        using var schema = JsonDocument.Parse(Text("workflows/schema/body.schema.json"));
        Compare(schema.RootElement.GetProperty("$defs").GetProperty("body"), typeof(Body), schema.RootElement, "$");
    }

    [Fact]
    public void PeopleSchema_EveryMemberAndName_IsTheReaders()
    {
        using var schema = JsonDocument.Parse(Text("workflows/schema/people.schema.json"));
        Compare(schema.RootElement.GetProperty("properties").GetProperty("people"), typeof(IReadOnlyList<Person>),
            schema.RootElement, "$.people");
    }

    /// <summary>An editor that trusts the schema and the reader must never disagree about a name.</summary>
    private static void Compare(JsonElement schema, Type declared, JsonElement root, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (schema.TryGetProperty("$ref", out var reference))
            schema = root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("oneOf", out var choices))
            schema = choices.EnumerateArray().Single(choice => choice.GetProperty("type").GetString() != "null");

        var info = JsonShape.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            Compare(schema.GetProperty("items"), info.ElementType!, root, path + "[]");
        else if (info.Kind == JsonTypeInfoKind.Dictionary)
            Members(schema).ShouldBe(Names(info.KeyType!), ignoreOrder: true, path);
        else if (type.IsEnum)
            Values(schema).ShouldBe(Names(type), ignoreOrder: true, path);
        else if (info.Kind == JsonTypeInfoKind.Object)
            CompareMembers(schema, info, root, path);
    }

    private static void CompareMembers(JsonElement schema, JsonTypeInfo info, JsonElement root, string path)
    {
        Members(schema).ShouldBe(info.Properties.Select(property => property.Name), ignoreOrder: true, path);
        foreach (var property in info.Properties)
            Compare(schema.GetProperty("properties").GetProperty(property.Name), property.PropertyType, root,
                $"{path}.{property.Name}");

        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : [];
        JsonShape.Required(info.Type).ShouldBe(required, ignoreOrder: true, path);
    }

    private static IEnumerable<string> Members(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(member => member.Name).Where(name => name != "$schema");

    private static IEnumerable<string> Values(JsonElement schema) =>
        schema.GetProperty(
            "enum").EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);

    private static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static BodyRegister Register(string folder) => Reading(folder).Register.ShouldNotBeNull();

    private static BodyFileReading Reading(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Root(), folder), "*.json");
        files.ShouldNotBeEmpty();
        return BodyFile.Read(files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Root(), file));

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Workflow.sln"))) return at.FullName;
        throw new InvalidOperationException("No folder above the tests holds Workflow.sln.");
    }
}
