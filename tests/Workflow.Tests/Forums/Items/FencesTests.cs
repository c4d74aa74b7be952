using Shouldly;
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
}
