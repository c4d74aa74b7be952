using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Inbound;

public sealed class FolderMailboxTests : IDisposable
{
    private static readonly InboundLimits Limits = new() { Bytes = 100_000, HeaderBytes = 1_000 };

    private readonly string _folder = Directory.CreateTempSubdirectory("inbox-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_AreOfferedOldestFirst_AndMoved()
    {
        Put("b.eml", 1, minutes: 0);
        Put("a.eml", 2, minutes: 1);
        Put("half.eml.part", 3, minutes: 2);
        var mailbox = Mailbox();

        var items = await mailbox.FetchAsync(10, Token);

        items.Select(item => item.Uid).ShouldBe(["b.eml", "a.eml"]);
        items[0].Content.ToArray().ShouldBe(ImapMailboxTests.Mail(1));
        await mailbox.SettleAsync("b.eml", MailboxFolder.Processed, Token);
        await mailbox.SettleAsync("a.eml", MailboxFolder.Held, Token);
        await mailbox.SettleAsync("a.eml", MailboxFolder.Held, Token);
        (await mailbox.FetchAsync(10, Token)).ShouldBeEmpty();
        File.Exists(Path.Combine(_folder, "processed", "b.eml")).ShouldBeTrue();
        File.Exists(Path.Combine(_folder, "held", "a.eml")).ShouldBeTrue();
    }

    [Fact]
    public async Task SecondMail_OfTheSameName_IsKeptBesideTheFirst()
    {
        var mailbox = Mailbox();
        foreach (var number in new[] { 1, 2 })
        {
            Put("svar.eml", number, number);
            await mailbox.SettleAsync("svar.eml", MailboxFolder.Processed, Token);
        }

        Directory.GetFiles(Path.Combine(_folder, "processed")).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("../outside.eml")]
    [InlineData("processed/b.eml")]
    [InlineData("")]
    public async Task Uid_ThatIsNoNameOfAFile_MovesNothing(string uid)
    {
        Put("b.eml", 1, 0);

        await Mailbox().SettleAsync(uid, MailboxFolder.Processed, Token);

        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task FileAboveTheLimit_IsReadToTheEndOfItsHeadersOnly()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "stor.eml"), ImapMailboxTests.Mail(1, new string('x', 200_000)), Token);

        var item = (await Mailbox().FetchAsync(10, Token)).ShouldHaveSingleItem();

        (item.IsWhole, item.Content.Length).ShouldBe((false, 1_000));
        new MailReader(Limits).Read(item).ShouldSatisfyAllConditions(
            mail => mail.Problems.ShouldBe([InboundProblem.TooLarge]), mail => mail.FromAddress.ShouldBe("aase@fjordby.example"));
    }

    [Fact]
    public async Task UnsettledFile_HoldsUpNoOther()
    {
        Put("a.eml", 1, 0);
        Put("b.eml", 2, 1);
        var mailbox = Mailbox();

        (await mailbox.FetchAsync(1, Token)).ShouldHaveSingleItem().Uid.ShouldBe("a.eml");
        (await mailbox.FetchAsync(1, Token)).ShouldHaveSingleItem().Uid.ShouldBe("b.eml");
        (await mailbox.FetchAsync(5, Token)).Count.ShouldBe(2);
    }

    private FolderMailbox Mailbox() => new(_folder, Limits, TimeProvider.System);

    private void Put(string name, int number, int minutes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, ImapMailboxTests.Mail(number));
        File.SetLastWriteTimeUtc(path, new DateTime(2025, 3, 3, 9, minutes, 0, DateTimeKind.Utc));
    }
}
