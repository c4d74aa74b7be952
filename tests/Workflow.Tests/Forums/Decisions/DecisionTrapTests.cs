using Shouldly;
using Workflow.Forums.Decisions;
using Workflow.Forums.Papers;
using Workflow.Tests.Documents.Minutes;
using Xunit;

namespace Workflow.Tests.Forums.Decisions;

/// <summary>The nine traps of reading decisions.</summary>
public sealed class DecisionTrapTests
{
    [Theory]
    [InlineData("Det indstilles, at planen godkendes.")]
    [InlineData("Sekretariatet indstiller, at planen vedtages.")]
    public void Trap1_ARecommendation_IsNoDecision(string wording) => Kind(wording).ShouldBe(DecisionOutcome.NoDecision);

    [Fact]
    public void Trap2_AnEarlierDecision_IsNotTodays() =>
        InventedMinutes.Item(InventedMinutes.Whole, "2").Outcome!.Kind.ShouldBe(DecisionOutcome.Approved);

    [Fact]
    public void Trap3_AnAgenda_HasNoDecision() =>
        InventedMinutes.Item(
            InventedMinutes.Whole.Replace("REFERAT", "DAGSORDEN", StringComparison.Ordinal), "1").Outcome.ShouldBeNull();

    [Fact]
    public void Trap4_ReturnedBecauseAdopted_IsAnAdoption() =>
        Kind("Tilbagesendes teknikudvalget med bemærkning, at byrådet har vedtaget det indstillede.")
            .ShouldBe(DecisionOutcome.ReturnedAdopted);

    [Theory]
    [InlineData("Udvalget kunne ikke tiltræde forslaget.", DecisionOutcome.Rejected)]
    [InlineData("Ulla Dam er ikke inhabil. Godkendt.", DecisionOutcome.Approved)]
    [InlineData("Ulla Dam blev erklæret inhabil og forlod lokalet. Taget til efterretning.", DecisionOutcome.Noted)]
    [InlineData("Forslaget blev af udvalget ikke godkendt.", DecisionOutcome.Rejected)]
    [InlineData("Godkendt blev forslaget ikke.", DecisionOutcome.Rejected)]
    [InlineData("Rådet tog ikke orienteringen til efterretning.", DecisionOutcome.Unknown)]
    public void Trap5_Negation(string wording, DecisionOutcome kind) => Kind(wording).ShouldBe(kind);

    [Fact]
    public void Trap6_ADateThatHasPassed_ShowsNothingWasDone() =>
        DecisionClassifier.Read(
            "Sagen forventes behandlet den 1. februar 2019.", new DecisionContext { MeetingDate = new DateOnly(2025, 1, 1) })
            .Kind.ShouldBe(DecisionOutcome.Unknown);

    [Fact]
    public void Trap7_AClosedItemWithoutWording_IsWithheld()
    {
        var reading = DecisionClassifier.Read(".", new DecisionContext { Access = Access.Closed });

        (reading.Kind, reading.Withheld).ShouldBe((DecisionOutcome.Unknown, true));
    }

    [Theory]
    [InlineData("Rådet tager sagen til efterretning.", "Rådet tog sagen til efterretning.")]
    [InlineData("Rådet godkender.", "Rådet godkendte.")]
    [InlineData("Rådet drøfter sagen.", "Rådet drøftede sagen.")]
    [InlineData("Planen godkendes.", "Planen blev godkendt.")]
    [InlineData("Sagen udsættes.", "Sagen blev udsat.")]
    [InlineData("Punktet udgår.", "Punktet udgik.")]
    [InlineData("Sagen sendes i høring.", "Sagen blev sendt i høring.")]
    [InlineData("Der er enighed om det.", "Der var enighed om det.")]
    public void Trap8_PresentAndPast_MeanTheSame(string present, string past)
    {
        Kind(present).ShouldBe(Kind(past));
        Kind(present).ShouldNotBe(DecisionOutcome.Unknown);
    }

    [Theory]
    [InlineData("Godkendt.", "Det foreslås, at orienteringen tages til efterretning.", true)]
    [InlineData("Godkendt.", "Det foreslås, at planen godkendes.", false)]
    [InlineData("Taget til efterretning.", "Det foreslås, at planen tages til efterretning.", false)]
    [InlineData("Godkendt til forelæggelse for Hede Udvalg.", "At udvalget tager den til efterretning.", false)]
    [InlineData("Godkendt.", null, false)]
    public void Trap9_ApprovedWhereOneWasToTakeNote_IsKeptAndShown(string wording, string? recommendation, bool differs)
    {
        var reading = DecisionClassifier.Read(wording, new DecisionContext { Recommendation = recommendation });

        reading.DiffersFromRecommendation.ShouldBe(differs);
    }

    private static DecisionOutcome Kind(string wording) => DecisionClassifier.Read(wording).Kind;
}
