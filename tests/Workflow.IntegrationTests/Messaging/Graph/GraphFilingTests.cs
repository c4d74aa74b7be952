using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.IntegrationTests.Receiving;
using Workflow.Messaging.Graph;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// Outlook keeps no MIME: what the service gives is made at each fetch, and a boundary may be another one. A mail is one mail
/// all the same.
/// </summary>
public sealed class GraphFilingTests(TestDatabases databases) : IAsyncLifetime
{
    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");

    private readonly List<string> _given = [];
    private GraphServer _server = null!;
    private GraphInbox _inbox = null!;
    private int _fetches;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await GraphServer.StartAsync();
        _inbox = new GraphInbox(_server);
        _server.Answer = MadeAnew;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Complaints.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Theory, EachDatabase]
    public async Task MailWithOtherBytesAtEachFetch_IsFiledOnce_WhereItCouldNotBeMovedAtFirst(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        _server.Answer = request =>
            GraphInbox.Of(request.Resource, "/move") is null ? MadeAnew(request) : GraphAnswer.Error(403, "ErrorAccessDenied");
        using (var mailbox = Mailbox(world))
        using (var drain = world.Drain(mailbox, ItemWorld.Reader))
            await Should.ThrowAsync<MailboxUnreachableException>(() => drain.DrainAsync(Token));

        _server.Answer = MadeAnew;
        using (var next = Mailbox(world))
            (await world.ReceiveAsync(next)).ShouldBe(1);

        await IsFiledOnceAsync(world);
        _inbox.Moved["m1"].ShouldBe("Processed");
    }

    [Theory, EachDatabase]
    public async Task MailWithOtherBytesAtEachFetch_IsFiledOnce_ByTwoHosts(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        using var mine = Mailbox(world);
        using var theirs = Mailbox(world);
        var one = (await mine.FetchAsync(10, Token)).ShouldHaveSingleItem();
        var other = (await theirs.FetchAsync(10, Token)).ShouldHaveSingleItem();

        foreach (var item in new[] { one, other })
            (await world.Inbound.FileAsync(await ItemWorld.Reader.ReadAsync(item, Token), item, Token))
                .ShouldBe(MailboxFolder.Processed);

        await IsFiledOnceAsync(world);
    }

    private GraphAnswer MadeAnew(GraphRequest request)
    {
        var answer = _inbox.Answer(request);
        if (GraphInbox.Of(request.Resource, "/$value") is null)
            return answer;
        var made = answer.Json!.Replace("skel", $"_000_{++_fetches}", StringComparison.Ordinal);
        _given.Add(made);
        return answer with { Json = made };
    }

    private async Task IsFiledOnceAsync(ItemWorld world)
    {
        // Else nothing was tried.
        _given.Distinct().Count().ShouldBeGreaterThan(1);
        var hearing = (await world.ReadAsync(session => session.ConsultationsAboutAsync("lamps", Token))).ShouldHaveSingleItem();
        hearing.Parties.ShouldHaveSingleItem().Responses.ShouldHaveSingleItem().Text.ShouldBe("Flere lamper.");
        (await world.LettersAsync(hearing.Id)).Count(line => line.Letter.Kind == LetterKinds.Receipt).ShouldBe(1);
        (await world.Inbound.AboutAsync(hearing.Id, Token)).ShouldHaveSingleItem();
    }

    private GraphMailbox Mailbox(ItemWorld world) =>
        new(_server.Connect(), largestMail: 100_000, new FakeTimeProvider(world.Now));

    /// <summary>The answer lies in the inbox.</summary>
    private async Task<ItemWorld> AskAsync(DatabaseKind kind)
    {
        var world = await ItemWorld.OpenAsync(
            databases, kind, body => body with { ItemConsultation = new ItemConsultationRule([Users], 10, "Hvad mener I?") },
            new LetterOptions { ReplyAddress = "flow@forum.invalid" });
        await world.MeetAsync(ItemWorld.District, new DateOnly(2026, 5, 19));
        await world.SubmitAsync(ItemWorld.Lamps(new DateOnly(2026, 5, 19)));
        var hearing = (await world.ReadAsync(session => session.ConsultationsAboutAsync("lamps", Token))).ShouldHaveSingleItem();
        var notice = (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.Kind == LetterKinds.HearingNotice).Letter;
        var mail = InboundMails.WithFile(Users.Address!, notice.ReplyTo!, "Flere lamper.", "maal.txt", "Mål");
        _inbox.Arrive("m1", mail.ReplaceLineEndings("\r\n"), world.Now);
        return world;
    }
}
