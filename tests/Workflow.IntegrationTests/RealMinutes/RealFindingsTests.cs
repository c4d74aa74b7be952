using Shouldly;
using Workflow.Forums.Checks;
using Xunit;

namespace Workflow.IntegrationTests.RealMinutes;

/// <summary>Every error that reached the four published minutes (domain.md §9) is found in its file and item.</summary>
public sealed class RealFindingsTests
{
    [Theory]
    [InlineData(RealPaper.Lower, "3", "dietary-need")]
    [InlineData(RealPaper.Lower, "4", "attachment-name-cut")]
    [InlineData(RealPaper.Lower, "6", "macro-file")]
    [InlineData(RealPaper.Lower, "8", "template-help-text")]
    [InlineData(RealPaper.Lower, "8", "attachment-name-cut")]
    [InlineData(RealPaper.Upper, null, "attendance-contradiction")]
    [InlineData(RealPaper.Upper, "2", "attachment-reference")]
    [InlineData(RealPaper.Upper, "3", "titles-differ")]
    [InlineData(RealPaper.Upper, "5", "empty-decision")]
    [InlineData(RealPaper.South, "3", "titles-differ")]
    [InlineData(RealPaper.South, "4", "macro-file")]
    [InlineData(RealPaper.South, "5", "sums-disagree")]
    [InlineData(RealPaper.South, "5", "total-unsupported")]
    [InlineData(RealPaper.South, "6", "meeting-two-dates")]
    [InlineData(RealPaper.South, "9", "attachment-name-cut")]
    [InlineData(RealPaper.South, "9", "outcome-differs-from-recommendation")]
    [InlineData(RealPaper.West, "1", "titles-differ")]
    [InlineData(RealPaper.West, "1", "economy-sentence-missing")]
    [InlineData(RealPaper.West, "2", "impossible-year")]
    [InlineData(RealPaper.West, "4", "unresolved-choice")]
    [InlineData(RealPaper.West, "4", "titles-differ")]
    [InlineData(RealPaper.West, "5", "amount-implausible")]
    [InlineData(RealPaper.West, "5", "total-unsupported")]
    [InlineData(RealPaper.West, "5", "attachment-list-differs")]
    [InlineData(RealPaper.West, "8", "attachment-reference")]
    public void PublishedError_IsFound(string file, string? item, string rule) =>
        DispatchCheck.Run(RealPaper.Paper(file)).ShouldContain(finding => finding.Item == item && finding.Rule == rule);

    [Fact]
    public void EconomyOfOneWord_IsFoundInEveryItem() =>
        DispatchCheck.Run(
            RealPaper.Paper(RealPaper.South)).Count(finding => finding.Rule == "economy-sentence-missing").ShouldBe(10);

    [Theory]
    [InlineData(RealPaper.Lower, 5)]
    [InlineData(RealPaper.Upper, 5)]
    [InlineData(RealPaper.South, 18)]
    [InlineData(RealPaper.West, 10)]
    public void NothingElseIsRaised(string file, int count) => DispatchCheck.Run(RealPaper.Paper(file)).Count.ShouldBe(count);

    [Fact]
    public void NoPersonalNumber_AndNoDoubtOfTheReading_InTheRealPapers() => RealPaper.All.ShouldAllBe(file =>
        RealPaper.Reading(file).Findings.Count == 0
            && !DispatchCheck.Run(RealPaper.Paper(file), CheckContext.None).Any(finding => finding.Rule == "cpr-number"));
}
