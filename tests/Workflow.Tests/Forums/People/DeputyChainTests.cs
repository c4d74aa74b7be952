using Shouldly;
using Workflow.Forums.People;
using Xunit;

namespace Workflow.Tests.Forums.People;

public sealed class DeputyChainTests
{
    private static readonly DateOnly Day = new(2026, 5, 4);

    [Fact]
    public void Resolve_TheDeputyIsThere_IsTheDeputy() =>
        Resolve([Person("anna", "bo"), Person("bo", null)]).ShouldBe("bo");

    [Fact]
    public void Resolve_TheDeputyIsAway_IsTheDeputysDeputy() =>
        Resolve([Person("anna", "bo"), Away(Person("bo", "carl")), Person("carl", null)]).ShouldBe("carl");

    [Fact]
    public void Resolve_TheDeputyAsked_IsPassedOver() =>
        Resolve([Person("anna", "bo"), Person("bo", "carl"), Person("carl", null)], requester: "bo").ShouldBe("carl");

    [Fact]
    public void Resolve_AllAwayInACircle_IsNobody() =>
        Resolve([Person("anna", "bo"), Away(Person("bo", "carl")), Away(Person("carl", "bo"))]).ShouldBeNull();

    [Fact]
    public void Resolve_TheChainLeadsBack_IsNeverThePersonAgain() =>
        Resolve([Person("anna", "bo"), Away(Person("bo", "anna"))]).ShouldBeNull();

    [Fact]
    public void Resolve_AChainThatIsTooLong_IsNobody() =>
        Resolve(
        [
            Person("anna", "d1"),
            .. Enumerable.Range(1, DeputyChain.MaxLength).Select(n => Away(Person($"d{n}", $"d{n + 1}"))),
            Person($"d{DeputyChain.MaxLength + 1}", null),
        ]).ShouldBeNull();

    [Fact]
    public void Resolve_AMandateThatHasEnded_NamesNoDeputy()
    {
        var anna = Person("anna", "bo");

        Resolve([anna with { Mandates = [anna.Mandates[0] with { To = Day.AddDays(-1) }] }, Person("bo", null)]).ShouldBeNull();
    }

    private static string? Resolve(Person[] people, string? requester = null) =>
        DeputyChain.Resolve(new PeopleRegister(people), "anna", "council", Day, requester)?.Id;

    private static Person Person(string id, string? deputy) =>
        new(id, id, null) { Mandates = [new Mandate("council", MandateRole.Chair) { DeputyId = deputy }] };

    private static Person Away(Person person) => person with { Absences = [new Absence(Day, Day)] };
}
