using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Xunit;

namespace Workflow.Tests.Forums.People;

public sealed class InventedPeopleTests
{
    private static readonly Body Council = new() { Id = "council", Name = "Rådet", Kind = "council" };

    [Fact]
    public void For_Body_HasAChairWhoseDeputyIsThere()
    {
        var people = InventedPeople.For(Council, null);

        var chair = people.Single(person => person.Id == "council.chair");
        people.ShouldContain(person => person.Id == chair.Mandates[0].DeputyId && person.Mandates[0].Role == MandateRole.Deputy);
        people.ShouldContain(person => person.Mandates[0].Role == MandateRole.Secretariat);
    }

    [Fact]
    public void For_Body_NobodyCanEverReceiveAMail() =>
        InventedPeople.For(
            Council, Paper).ShouldAllBe(person => person.Address!.EndsWith("@council.invalid", StringComparison.Ordinal));

    [Fact]
    public void For_Paper_ItsParticipantsAreMembers() =>
        InventedPeople.For(Council, Paper).Single(person => person.Name == "Åse Bjørn").ShouldSatisfyAllConditions(
            person => person.Id.ShouldBe("council.aase-bjoern"),
            person => person.Address.ShouldBe("aase-bjoern@council.invalid"),
            person => person.Mandates.ShouldBe([new Mandate("council", MandateRole.Member)]));

    [Fact]
    public void For_AskedTwice_GivesTheSamePeople() =>
        InventedPeople.For(
            Council, Paper).Select(person => person.Id).ShouldBe(InventedPeople.For(Council, Paper).Select(person => person.Id));

    private static MeetingPaper Paper => new()
    {
        Kind = PaperKind.Minutes,
        Body = "Rådet",
        Participants = [new PaperParticipant("Åse Bjørn", null), new PaperParticipant("Åse Bjørn", "chair")],
    };
}
