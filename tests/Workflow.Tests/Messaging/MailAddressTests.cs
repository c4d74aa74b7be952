using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging;
using Workflow.Messaging.Folder;
using Workflow.Tests.Documents;
using Xunit;

namespace Workflow.Tests.Messaging;

public sealed class MailAddressTests
{
    private static readonly MessagingOptions Options = new()
    {
        MailFolder = "never-made",
        PublicationRoot = "never-made",
        OnlyInvalidRecipients = true,
    };

    [Theory]
    [InlineData("a@b.invalid", true)]
    [InlineData("bo.dahl+x@fjordby.invalid", true)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("@b.invalid", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c.invalid", false)]
    [InlineData("\"a\\\r\nBcc: x\"@b.invalid", false)]
    [InlineData("\"a b\"@b.invalid", false)]
    [InlineData("a@b.invalid\r\nBcc: c@d.invalid", false)]
    [InlineData("a@b.invalid, c@d.invalid", false)]
    [InlineData("Bo <a@b.invalid>", false)]
    [InlineData("a(comment)@b.invalid", false)]
    public void IsPlain_RefusesEverythingThatCanCarryMoreThanAnAddress(string address, bool plain) =>
        MailAddress.IsPlain(address).ShouldBe(plain);

    [Theory]
    [InlineData("a@b.invalid", true)]
    [InlineData("a@INVALID", true)]
    [InlineData("a@b.example", false)]
    [InlineData("a@notinvalid", false)]
    [InlineData("a@x.invalid.example", false)]
    public void IsUnderInvalid_ReadsTheLastLabel(string address, bool expected) =>
        MailAddress.IsUnderInvalid(address).ShouldBe(expected);

    [Theory]
    [InlineData("someone@somewhere.example")]
    [InlineData("a@b.invalid\r\nBcc: c@d.example")]
    public async Task Send_ToAnAddressThatMustNotBeWrittenTo_IsRefusedForGood(string address)
    {
        var letter = SampleLetters.Writer.MinutesPublished(
            SamplePapers.EnvelopeTo(), SamplePapers.Meeting, 1) with
        { ToAddress = address };

        var result = await new FolderMailTransport(Options).SendAsync(letter, CancellationToken.None);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeTrue();
        Directory.Exists(Options.MailFolder).ShouldBeFalse();
    }

    [Fact]
    public void Options_AllMistakesAreNamedAtOnce()
    {
        var options = new MessagingOptions { MailFolder = "", PublicationRoot = " ", SenderAddress = "nobody" };

        var refused = Should.Throw<MessagingOptionsException>(() => new ServiceCollection().AddMessaging(options));

        refused.Mistakes.Count.ShouldBe(3);
    }
}
