using CsCheck;
using Shouldly;
using Workflow.Forums.Links;
using Xunit;

namespace Workflow.Tests.Forums.Links;

public sealed class UploadedNameTests
{
    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\x\\plan.docx", "plan.docx")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("a\r\nContent-Type: x", "aContent-Type x")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("Høringssvar.pdf", "Høringssvar.pdf")]
    public void AName_IsOneHarmlessSegment(string? given, string shown) =>
        UploadedName.Clean(given).ShouldBe(shown);

    [Fact]
    public void WhateverIsGiven_TheNameIsShortAndLeadsNowhere() => Gen.String.Sample(given =>
    {
        var name = UploadedName.Clean(given);
        return name.Length is > 0 and <= UploadedName.Longest && name.IndexOfAny(['/', '\\', '\0', '\n']) < 0
            && name is not "." and not "..";
    });

    [Fact]
    public void ALongName_KeepsItsEnding() =>
        UploadedName.Clean(new string('a', 400) + ".docm").ShouldSatisfyAllConditions(
            name => name.Length.ShouldBe(UploadedName.Longest),
            name => name.ShouldEndWith(".docm"));
}
