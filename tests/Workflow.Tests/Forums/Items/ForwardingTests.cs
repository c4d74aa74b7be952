using Shouldly;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Tests.Forums.Routing;
using Xunit;

namespace Workflow.Tests.Forums.Items;

public sealed class ForwardingTests
{
    [Fact]
    public void Prepare_ADecision_BecomesAnEarlierDecisionAfterThoseBefore() =>
        Prepare(Decided("Godkendt.")).Lineage.ShouldBe(
        [
            new EarlierDecision("Børnerådet", null, "Drøftet."),
            new EarlierDecision("Biblioteksrådet", RoutingBodies.MeetingDate, "Godkendt.") { Outcome = DecisionOutcome.Approved },
        ]);

    [Fact]
    public void Prepare_ADecisionPartlyForTheBodyAlone_LeavesThatPartOut() =>
        Prepare(Decided("Godkendt.\n\n***\nKun os.\n***\n\nTaget til efterretning.")).Lineage[^1].Text
            .ShouldBe("Godkendt.\n\nTaget til efterretning.");

    [Fact]
    public void Prepare_AnEarlierDecisionPartlyForTheBodyAlone_LeavesThatPartOut()
    {
        var decided = Decided("Godkendt.") with { Lineage = [new EarlierDecision("Børnerådet", null, "Drøftet.\n***\nKun os.")] };

        Prepare(decided).Lineage[0].Text.ShouldBe("Drøftet.");
    }

    [Theory]
    [InlineData("- At Kulturudvalget tager planen til efterretning.", true)]
    [InlineData("- at KU godkender planen.", true)]
    [InlineData("- At planen forelægges for Kulturudvalget.", false)]
    [InlineData("- At Biblioteksrådet godkender.\n- At Kulturudvalget tager til efterretning.", false)]
    public void Prepare_TheRecommendation_IsTakenOnlyWhereItSpeaksToTheReceivingBody(string text, bool isTaken) =>
        (Prepare(Decided("Godkendt.", new TextBlock(text))).Recommendation is not null).ShouldBe(isTaken);

    [Fact]
    public void Prepare_ARecommendationPutToTheFirstBodyAlone_IsLeftOut() =>
        Prepare(Decided("Godkendt.", new TextBlock("- At Kulturudvalget godkender."), new TextBlock("Kun os.", "library")))
            .Recommendation.ShouldHaveSingleItem().Text.ShouldBe("- At Kulturudvalget godkender.");

    [Fact]
    public void Prepare_ForABodyThatIsNotConfigured_TakesNoRecommendation() =>
        Forwarding.Prepare(Decided("Godkendt.", new TextBlock("- At Kulturudvalget godkender.")), RoutingBodies.Lower,
            RoutingBodies.MeetingDate, null)
            .Recommendation.ShouldBeNull();

    [Fact]
    public void Carried_AttachmentsForTheFirstBodyAlone_StayThere()
    {
        var item = RoutingBodies.Item(PlannedRoute.Refers) with
        {
            Attachments =
            [
                new ItemAttachment("til alle.pdf", null, null),
                new ItemAttachment("kun her.pdf", null, null) { Audience = "library" },
                new ItemAttachment("kun der.pdf", null, null) { Audience = "culture" },
            ],
        };

        Forwarding.Carried(item, "culture").Select(attachment => attachment.Name).ShouldBe(["til alle.pdf", "kun der.pdf"]);
    }

    private static PendingForward Prepare(Treatment decided) =>
        Forwarding.Prepare(decided, RoutingBodies.Lower, RoutingBodies.MeetingDate, RoutingBodies.Upper);

    private static Treatment Decided(string text, params TextBlock[] recommendation) => new()
    {
        Id = "books@1",
        ItemId = "books",
        MeetingId = "meeting",
        BodyId = "library",
        Order = 1,
        Recommendation = recommendation,
        Lineage = [new EarlierDecision("Børnerådet", null, "Drøftet.")],
        Decision = new DecisionRecord
        {
            Text = text,
            Proposed = RoutingBodies.Read(DecisionOutcome.Approved),
            Confirmed = RoutingBodies.Read(DecisionOutcome.Approved),
        },
    };
}
