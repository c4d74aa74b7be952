using Shouldly;
using Workflow.Documents.Letters;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class LetterLinkTests
{
    private const string Token = "abcdefghijklmnopqrstuvwxyz";

    private static readonly LetterWriter Writer = new(
        new LetterOptions { PublicUrl = "https://flow.example/", ReplyAddress = "flow@forum.example" });

    [Fact]
    public void ALink_StandsOnALineOfItsOwn_AndIsALinkInHtml()
    {
        var link = Writer.LinkTo(Token)!;
        link.ShouldBe($"https://flow.example/l/{Token}");

        foreach (var language in new[] { "da", "en" })
        {
            var envelope = SamplePapers.EnvelopeTo(language) with { Link = link };
            foreach (var letter in new[] { Writer.HearingNotice(envelope, SampleLetters.Consultation("Bænk")),
                Writer.ApprovalRequest(envelope, SampleLetters.Approval("Bænk")) })
            {
                letter.Text.Split('\n').ShouldContain(link);
                letter.Html.ShouldContain($"<a href=\"{link}\">{link}</a>");
            }
        }
    }

    [Fact]
    public void WithoutAPublicAddress_LettersAreWhatTheyWere()
    {
        SampleLetters.Writer.LinkTo(Token).ShouldBeNull();
        SampleLetters.Writer.ReplyTo(Token).ShouldBeNull();
        var letter = SampleLetters.Writer.HearingNotice(SamplePapers.EnvelopeTo("en"), SampleLetters.Consultation("Bænk"));

        letter.Text.ShouldNotContain("/l/");
        letter.Html.ShouldNotContain("<a ");
        letter.ReplyTo.ShouldBeNull();
    }

    /// <summary>Somebody who may write a title must not make the letter link to a page of theirs.</summary>
    [Theory]
    [InlineData("https://evil.example/l/abcdefghijklmnopqrstuvwxyz")]
    [InlineData("https://flow.example.evil.example/l/x")]
    [InlineData("javascript:alert(1)")]
    public void AnAddressInATitle_StaysText(string title) =>
        Writer.HearingNotice(SamplePapers.EnvelopeTo("en"), SampleLetters.Consultation(title)).Html.ShouldNotContain("<a ");

    [Fact]
    public void TheReplyAddress_CarriesTheTokenInItsLocalPart() =>
        Writer.ReplyTo(Token).ShouldBe($"flow+r{Token}@forum.example");
}
