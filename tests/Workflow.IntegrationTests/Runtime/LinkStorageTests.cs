using System.Text;
using Shouldly;
using Workflow.Forums;
using Workflow.Forums.Links;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class LinkStorageTests(TestDatabases databases)
{
    private static readonly LinkGrant Grant = new(LinkPurpose.Approve, "a", "chair", 1, RuntimeUnderTest.Start.AddDays(9));

    [Theory, EachDatabase]
    public async Task ALink_IsFoundByItsToken_AndTheTableHoldsOnlyItsHash(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);

        var first = (await desk.ActAsync("link 1", session => GiveAsync(session, Grant))).Value;
        var again = (await desk.ActAsync(
            "link 2", session => GiveAsync(session, Grant with { ExpiresAt = RuntimeUnderTest.Start }))).Value;

        again.ShouldBe(first);
        var link = await desk.Process.Runtime.ReadAsync(
            (session, token) => session.FindLinkAsync(first, token), CancellationToken.None);
        link!.Grant.ShouldBe(Grant);
        (await desk.Process.Runtime.ReadAsync(
            (session, token) => session.FindLinkAsync(Other(first), token), CancellationToken.None)).ShouldBeNull();
        (await database.ScalarAsync("select token_hash from links")).ShouldBe(LinkTokens.Hash(first));
        Convert.ToInt32(await database.ScalarAsync("select count(*) from secrets"), null).ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task AnotherDatabase_GivesAnotherToken(DatabaseKind kind)
    {
        await using var one = await databases.CreateAsync(kind);
        await using var other = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(one);
        await using var second = await CaseDesk.OpenAsync(other);

        var tokens = new[] { desk, second }.Select(
            async open => (await open.ActAsync("link", session => GiveAsync(session, Grant))).Value);

        (await Task.WhenAll(tokens)).Distinct().Count().ShouldBe(2);
    }

    [Theory, EachDatabase]
    public async Task UsedUpOrRevoked_ItSaysSo(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var used = (await desk.ActAsync("link 1", session => GiveAsync(session, Grant))).Value;
        var revoked = (await desk.ActAsync("link 2", session => GiveAsync(session, Grant with { PartyId = "other" }))).Value;

        await desk.ActAsync("use", async session =>
        {
            session.UseUp((await session.FindLinkAsync(used, CancellationToken.None))!);
            session.Revoke("a", LinkPurpose.Approve, "It was withdrawn.");
            return "done";
        });

        var links = await desk.Process.Runtime.ReadAsync(
            async (session, token) =>
                (Used: await session.FindLinkAsync(used, token), Revoked: await session.FindLinkAsync(revoked, token)),
            CancellationToken.None);
        LinkRules.Check(links.Used, LinkPurpose.Approve, 1, RuntimeUnderTest.Start).ShouldBe(LinkState.Used);
        LinkRules.Check(links.Revoked, LinkPurpose.Approve, 1, RuntimeUnderTest.Start).ShouldBe(LinkState.Revoked);
    }

    [Theory, EachDatabase]
    public async Task AFile_IsKeptOnce_AndReadByItsHash(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var content = Encoding.UTF8.GetBytes("Ny bænk ved søen\0");

        var hash = (await desk.ActAsync(
            "file 1", async session => await session.StoreFileAsync(content, "text/plain", CancellationToken.None))).Value;
        await desk.ActAsync(
            "file 2", async session => await session.StoreFileAsync(content, "text/html", CancellationToken.None));

        var store = desk.Process.Get<FileStore>();
        var file = (await store.ReadAsync(hash, CancellationToken.None))!;
        file.Content.ShouldBe(content);
        file.MediaType.ShouldBe("text/plain");
        (await store.ReadAsync(Other(hash), CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EachDatabase]
    public async Task ADraft_IsOnePerParty_AndCountsItsVersions(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);

        foreach (var text in new[] { "one", "two" })
            await desk.ActAsync("save " + text, async session =>
            {
                var before = await session.DraftAsync("c", "p", CancellationToken.None);
                session.SaveDraft("c", "p", AnswerDraft.Empty with { Comment = text }, "Kim Eng", before);
                return text;
            });

        var draft = await desk.Process.Runtime.ReadAsync(
            (session, token) => session.DraftAsync("c", "p", token), CancellationToken.None);
        draft!.Version.ShouldBe(2);
        draft.Draft.Comment.ShouldBe("two");
    }

    private static async Task<Ruling<string>> GiveAsync(ForumSession session, LinkGrant grant) =>
        await session.LinkAsync(grant, CancellationToken.None);

    /// <summary>Another token or hash, whatever the first letter is.</summary>
    private static string Other(string text) => (text[0] == '0' ? '1' : '0') + text[1..];
}
