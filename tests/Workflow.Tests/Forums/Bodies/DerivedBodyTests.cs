using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Forums.Bodies;

public sealed class DerivedBodyTests
{
    [Fact]
    public void From_PaperOfAnUnknownBody_SaysItIsDerivedAndHasTheDefaultRules() =>
        DerivedBody.From(Paper()).ShouldSatisfyAllConditions(
            body => body.Id.ShouldBe("aeldreraad-oesteraa"),
            body => body.Name.ShouldBe("Ældreråd Østerå"),
            body => body.IsDerived.ShouldBeTrue(),
            body => body.Meetings.ShouldBe(new MeetingRules()),
            body => body.Sections.ShouldBe(Body.DefaultSections));

    [Fact]
    public void From_PaperWithTheRecommendationFirst_KeepsItsOrderAndAddsWhatItLacks()
    {
        var sections = DerivedBody.From(Paper(SectionKind.Recommendation, SectionKind.Other, SectionKind.Statement)).Sections;

        sections.Take(2).ShouldBe([SectionKind.Recommendation, SectionKind.Statement]);
        sections.ShouldBe(Body.DefaultSections, ignoreOrder: true);
    }

    private static MeetingPaper Paper(params SectionKind[] sections) => new()
    {
        Kind = PaperKind.Minutes,
        Body = "Ældreråd Østerå",
        Items =
        [
            new PaperItem
            {
                Number = "1", Access = Access.Open, Title = "Bænke",
                Sections = [.. sections.Select(kind => new PaperSection(kind, kind.ToString(), []))],
            },
        ],
    };
}
