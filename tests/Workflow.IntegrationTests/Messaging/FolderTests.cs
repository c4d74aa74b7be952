using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Forums.Publications;
using Workflow.Messaging;
using Workflow.Messaging.Folder;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

public sealed class FolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("folder-tests-").FullName;
    private readonly MessagingOptions _options;

    public FolderTests() => _options = new MessagingOptions
    {
        MailFolder = Path.Combine(_root, "mail"),
        PublicationRoot = Path.Combine(_root, "out"),
    };

    private static Letter Letter { get; } = new()
    {
        MessageId = "<call-m-1.0011@workflow.invalid>",
        Kind = "call",
        AboutId = "m-1",
        ToPersonId = "p-1",
        ToName = "Åse Birkholt",
        ToAddress = "aase@fjordby.invalid",
        Subject = "Indkaldelse",
        Text = "Kære Åse\n",
        Html = "<p>Kære Åse</p>",
        Reason = "Du er medlem.",
        DecidedAt = new DateTimeOffset(2023, 8, 1, 7, 30, 0, TimeSpan.Zero),
    };

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Send_Twice_LeavesOneFileWithTheSameBytes()
    {
        var transport = new FolderMailTransport(_options);

        var first = (await transport.SendAsync(Letter, CancellationToken.None)).ShouldBeOfType<DeliveryResult.Sent>();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_options.MailFolder, first.Reference!));
        (await transport.SendAsync(Letter, CancellationToken.None)).ShouldBe(first);

        transport.IsIdempotent.ShouldBeTrue();
        first.Reference.ShouldBe(FolderMailTransport.FileNameOf(Letter.MessageId));
        var file = Directory.GetFiles(_options.MailFolder).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(file)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Send_AfterACrashHalfWay_WritesTheWholeFile()
    {
        var name = FolderMailTransport.FileNameOf(Letter.MessageId);
        Directory.CreateDirectory(_options.MailFolder);
        await File.WriteAllTextAsync(Path.Combine(_options.MailFolder, name + ".part"), "From: hal");

        await new FolderMailTransport(_options).SendAsync(Letter, CancellationToken.None);

        Directory.GetFiles(_options.MailFolder).Select(Path.GetFileName).ShouldBe([name]);
    }

    [Fact]
    public async Task Send_OtherContentUnderTheSameMessageId_IsRefused()
    {
        var transport = new FolderMailTransport(_options);
        await transport.SendAsync(Letter, CancellationToken.None);

        var result = await transport.SendAsync(Letter with { Text = "Noget andet" }, CancellationToken.None);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_WhenTheFolderCannotBeMade_IsRefusedForNow()
    {
        await File.WriteAllTextAsync(_options.MailFolder, "a file where the folder should be");

        var result = await new FolderMailTransport(_options).SendAsync(Letter, CancellationToken.None);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeFalse();
    }

    [Fact]
    public async Task Publication_IsWrittenUnderTheRootAndAgainWithoutHarm()
    {
        var target = new PublicationFolder(_options);
        var page = Page("published/fjordby-råd/2023-09-08/agenda-v1.html");

        await target.WriteAsync(page, CancellationToken.None);
        await target.WriteAsync(page, CancellationToken.None);

        var path = Path.Combine(_options.PublicationRoot, "published", "fjordby-råd", "2023-09-08", "agenda-v1.html");
        (await File.ReadAllTextAsync(path)).ShouldBe(page.Content);
        Directory.GetFiles(_options.PublicationRoot, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("../outside.html")]
    [InlineData("published/../../outside.html")]
    [InlineData("/outside.html")]
    [InlineData("published//x.html")]
    [InlineData("published\\..\\x.html")]
    [InlineData("C:/x.html")]
    [InlineData(".hidden")]
    [InlineData("x\0.html")]
    [InlineData("")]
    public async Task Publication_WhosePathMayLeaveTheRoot_IsRefused(string path)
    {
        await Should.ThrowAsync<PublicationException>(
            () => new PublicationFolder(_options).WriteAsync(Page(path), CancellationToken.None));

        Directory.GetFiles(_root, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Publication_ThroughALinkInTheRoot_IsRefused()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_root, "outside"));
        Directory.CreateDirectory(_options.PublicationRoot);
        Directory.CreateSymbolicLink(Path.Combine(_options.PublicationRoot, "published"), outside.FullName);

        await Should.ThrowAsync<PublicationException>(() =>
            new PublicationFolder(_options).WriteAsync(Page("published/x.html"), CancellationToken.None));

        outside.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Publication_WhoseContentIsNotTheOneHashed_IsRefused() =>
        await Should.ThrowAsync<PublicationException>(() =>
            new PublicationFolder(_options).WriteAsync(
                Page("x.html") with { Content = "<p>ændret</p>" }, CancellationToken.None));

    private static Publication Page(string path)
    {
        const string Content = "<p>Dagsorden på dansk</p>";
        return new Publication
        {
            Id = "pub-1",
            Kind = "agenda",
            AboutId = "m-1",
            Version = 1,
            Path = path,
            Content = Content,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content))),
            PublishedAt = Letter.DecidedAt,
        };
    }
}
