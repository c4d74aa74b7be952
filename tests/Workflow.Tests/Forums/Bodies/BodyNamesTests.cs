using Shouldly;
using Workflow.Forums.Bodies;
using Xunit;

namespace Workflow.Tests.Forums.Bodies;

public sealed class BodyNamesTests
{
    private static readonly Body North =
        new() { Id = "north", Name = "Nord Byråd", Kind = "political", Cluster = "north", Aliases = ["Byrådet"] };
    private static readonly Body South =
        new() { Id = "south", Name = "Syd Byråd", Kind = "political", Cluster = "south", Aliases = ["Byrådet"] };

    private static readonly Body Old = new()
    {
        Id = "old",
        Name = "Kulturudvalget",
        Kind = "committee",
        ValidTo = new DateOnly(2026, 12, 31),
        Successor = "new",
    };

    private static readonly Body New =
        new() { Id = "new", Name = "Fritidsrådet", Kind = "council", ValidFrom = new DateOnly(2027, 1, 1) };

    private static readonly BodyRegister Register = new([North, South, Old, New]);

    [Theory]
    [InlineData("south")]
    [InlineData("north")]
    public void Find_ABareName_IsReadWithinTheOwnCluster(string cluster) =>
        BodyNames.Find(Register, "Byrådet", cluster)!.Id.ShouldBe(cluster);

    [Fact]
    public void Find_ABareNameOfTwoOtherClusters_IsNobodys() => BodyNames.Find(Register, "Byrådet", "west").ShouldBeNull();

    [Theory]
    [InlineData("SYD BYRÅD")]
    [InlineData(" Syd  Byråd ")]
    public void Find_AnotherCaseOrSpacing_IsTheSameName(string written) =>
        BodyNames.Find(Register, written, null)!.Id.ShouldBe("south");

    [Fact]
    public void Find_AnUnknownName_IsNobodys() => BodyNames.Find(Register, "Syd", "south").ShouldBeNull();

    [Fact]
    public void InOffice_OnTheLastDay_IsTheBodyItself() =>
        BodyNames.InOffice(Register, Old, new DateOnly(2026, 12, 31))!.Id.ShouldBe("old");

    [Fact]
    public void InOffice_AfterTheLastDay_IsTheSuccessor() =>
        BodyNames.InOffice(Register, Old, new DateOnly(2027, 1, 1))!.Id.ShouldBe("new");

    [Fact]
    public void InOffice_ABodyThatBeginsLater_IsTakenByItsName() =>
        BodyNames.InOffice(Register, New, new DateOnly(2026, 6, 1))!.Id.ShouldBe("new");

    [Fact]
    public void InOffice_EndedWithoutSuccessor_IsNobody() =>
        BodyNames.InOffice(Register, Old with { Successor = null }, new DateOnly(2027, 1, 1)).ShouldBeNull();

    [Fact]
    public void InOffice_SuccessorsThatLeadInACircle_EndInNobody()
    {
        var one = Old with { Id = "one", Successor = "two" };
        var two = Old with { Id = "two", Successor = "one" };

        BodyNames.InOffice(new BodyRegister([one, two]), one, new DateOnly(2027, 1, 1)).ShouldBeNull();
    }
}
