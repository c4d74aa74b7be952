using Shouldly;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;
using Xunit;

namespace Workflow.Tests.Forums.Items;

public sealed class FencesTests
{
    [Theory]
    [InlineData("Approved.", "Approved.")]
    [InlineData("Approved.\n***\nOnly us.\n***\nNoted.", "Approved.\nNoted.")]
    [InlineData("Approved.\r\n\\*\\*\\*\r\nOnly us.", "Approved.")]
    [InlineData("Stars (between ***) in a sentence are text.", "Stars (between ***) in a sentence are text.")]
    public void Open_LeavesOutWhatIsPutToOneBodyAlone(string text, string open) => Fences.Open(text).ShouldBe(open);

    [Fact]
    public void Print_ThenBlocks_GivesTheSameBlocks()
    {
        TextBlock[] blocks = [new("One.\n\nTwo."), new("Only us.", "council"), new("Three.")];

        Fences.Blocks(Fences.Print(blocks), "council").ShouldBe(blocks);
        Fences.Open(Fences.Print(blocks)).ShouldBe("One.\n\nTwo.\n\nThree.");
    }

    [Fact]
    public void Blocks_AFenceLeftOpen_HidesEverythingAfterIt() =>
        Fences.Blocks("One.\n***\nOnly us.\n***\nTwo.\n***\nThree.", "council")
            .ShouldBe([new("One."), new("Only us.", "council"), new("Two."), new("Three.", "council")]);
}
