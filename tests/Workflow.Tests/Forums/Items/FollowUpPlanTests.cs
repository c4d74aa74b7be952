using Shouldly;
using Workflow.Forums.Decisions;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Xunit;

namespace Workflow.Tests.Forums.Items;

public sealed class FollowUpPlanTests
{
    private static readonly Item Lamps = new() { Id = "lamps", Title = "Lamper i parken", OriginBodyId = "council" };

    [Fact]
    public void For_TwoBodiesPromiseSomethingAboutOneItem_GivesTwoDrafts()
    {
        var first = FollowUpPlan.For(Lamps, Decided(1), new DateOnly(2026, 3, 2)).ShouldHaveSingleItem();
        var second = FollowUpPlan.For(Lamps, Decided(2), new DateOnly(2026, 4, 2)).ShouldHaveSingleItem();

        second.Draft.Id.ShouldNotBe(first.Draft.Id);
        second.FollowUp.Id.ShouldNotBe(first.FollowUp.Id);
    }

    [Fact]
    public void For_PromisedMonth_IsNotTreatedBeforeIt() =>
        FollowUpPlan.For(Lamps, Decided(1), new DateOnly(2026, 3, 2)).ShouldHaveSingleItem()
            .Draft.NotBefore.ShouldBe(new DateOnly(2026, 12, 1));

    [Fact]
    public void For_APromiseMadeToTheBodyAlone_StaysWithIt()
    {
        var decided = Decided(1);
        var text = $"Godkendt.\n***\n{decided.Decision!.Text}\n***";

        FollowUpPlan.For(Lamps, decided with { Decision = decided.Decision with { Text = text } }, new DateOnly(2026, 3, 2))
            .ShouldHaveSingleItem().Draft.Sections[0].Blocks.ShouldHaveSingleItem().Audience.ShouldBe("council");
    }

    private static Treatment Decided(int round) => new()
    {
        Id = $"lamps@{round}",
        ItemId = "lamps",
        MeetingId = $"meeting.{round}",
        BodyId = "council",
        Round = round,
        Order = 1,
        Decision = new DecisionRecord
        {
            Text = "Forvaltningen vender tilbage med et forslag på mødet i december.",
            Proposed = new DecisionReading(DecisionOutcome.Agreed, [], 1),
        },
    };
}
