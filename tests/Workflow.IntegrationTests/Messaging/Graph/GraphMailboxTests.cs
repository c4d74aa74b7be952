using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Ports;
using Workflow.Messaging.Graph;
using Xunit;

namespace Workflow.IntegrationTests.Messaging.Graph;

/// <summary>
/// Against a stand-in for the service: nothing that arrives is missed, and nothing is moved that was not filed.
/// </summary>
public sealed class GraphMailboxTests : IAsyncLifetime
{
    private const int LargestMail = 1000;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private GraphServer _server = null!;
    private GraphInbox _inbox = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GraphServer.StartAsync();
        _inbox = new GraphInbox(_server);
        _server.Answer = _inbox.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Complaints.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Inbox_IsReadToItsEnd_OldestFirst_AndAgainUntilItIsSettled()
    {
        for (var number = 5; number >= 1; number--)
            _inbox.Arrive($"m{number}", $"Subject: {number}\r\n\r\nBrev {number}", Monday.AddMinutes(number));
        using var mailbox = Mailbox();

        var items = await mailbox.FetchAsync(10, CancellationToken.None);
        var again = await mailbox.FetchAsync(2, CancellationToken.None);

        items.Select(item => item.Uid).ShouldBe(["m1", "m2", "m3", "m4", "m5"]);
        Encoding.UTF8.GetString(items[0].Content.Span).ShouldBe("Subject: 1\r\n\r\nBrev 1");
        items[0].ReceivedAt.ShouldBe(Monday.AddMinutes(1));
        items.ShouldAllBe(item => item.IsWhole);
        again.Select(item => item.Uid).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task SettledMail_LiesInAFolderBelowTheInbox_ThatIsMadeOnce()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        _inbox.Arrive("m2", "Subject: 2\r\n\r\nTo", Monday);
        _inbox.Arrive("m3", "Subject: 3\r\n\r\nTre", Monday);
        using var mailbox = Mailbox();
        await mailbox.FetchAsync(10, CancellationToken.None);

        await mailbox.SettleAsync("m1", MailboxFolder.Processed, CancellationToken.None);
        await mailbox.SettleAsync("m2", MailboxFolder.Processed, CancellationToken.None);
        await mailbox.SettleAsync("m3", MailboxFolder.Held, CancellationToken.None);

        _inbox.Moved.ShouldBe(new Dictionary<string, string> { ["m1"] = "Processed", ["m2"] = "Processed", ["m3"] = "Held" });
        _server.Requests.Count(
            request => request.Method == "POST" && request.Resource.EndsWith("childFolders", StringComparison.Ordinal))
                .ShouldBe(2);
        (await mailbox.FetchAsync(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task NewMail_IsToldByTheChangesAlone()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        using var mailbox = Mailbox();
        await mailbox.FetchAsync(10, CancellationToken.None);
        await mailbox.SettleAsync("m1", MailboxFolder.Processed, CancellationToken.None);

        _inbox.Arrive("m2", "Subject: 2\r\n\r\nTo", Monday);

        (await mailbox.FetchAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Uid.ShouldBe("m2");
        _server.Requests.Count(request => request.Query.ContainsKey("$deltatoken")).ShouldBe(1);
    }

    [Fact]
    public async Task ServiceThatForgotWhatWeHaveSeen_IsReadFromTheStart_AndNothingIsMissedOrDoubled()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        _inbox.Arrive("m2", "Subject: 2\r\n\r\nTo", Monday.AddMinutes(1));
        using var mailbox = Mailbox();
        await mailbox.FetchAsync(10, CancellationToken.None);
        await mailbox.SettleAsync("m1", MailboxFolder.Processed, CancellationToken.None);

        _inbox.ForgetStates();
        _inbox.Arrive("m3", "Subject: 3\r\n\r\nTre", Monday.AddMinutes(2));

        (await mailbox.FetchAsync(10, CancellationToken.None)).Select(item => item.Uid).ShouldBe(["m2", "m3"]);
    }

    /// <summary>Each is well within the bound, all of them are not. The time is what is tested.</summary>
    [Fact]
    public async Task Backlog_WhoseMailsTakeLongerTogetherThanTheBound_IsRead()
    {
        for (var number = 1; number <= 3; number++)
            _inbox.Arrive($"m{number}", $"Subject: {number}\r\n\r\nBrev", Monday.AddMinutes(number));
        _server.Answer = request => GraphInbox.Of(request.Resource, "/$value") is null
            ? _inbox.Answer(request)
            : _inbox.Answer(request) with { After = TimeSpan.FromSeconds(1.5) };
        using var mailbox = Mailbox(options => options.Timeout = TimeSpan.FromSeconds(3));

        (await mailbox.FetchAsync(10, CancellationToken.None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task MailThatCannotBeFetched_HoldsUpNoneOfTheOthers()
    {
        for (var number = 1; number <= 3; number++)
            _inbox.Arrive($"m{number}", $"Subject: {number}\r\n\r\nBrev", Monday.AddMinutes(number));
        _server.Answer = request => GraphInbox.Of(request.Resource, "/$value") == "m1" ? null : _inbox.Answer(request);
        using var mailbox = Mailbox();
        await Should.ThrowAsync<MailboxUnreachableException>(() => mailbox.FetchAsync(10, CancellationToken.None));

        (await mailbox.FetchAsync(10, CancellationToken.None)).Select(item => item.Uid).ShouldBe(["m2", "m3"]);
        _server.Answer = _inbox.Answer;

        (await mailbox.FetchAsync(10, CancellationToken.None)).Select(item => item.Uid).ShouldBe(["m2", "m3", "m1"]);
    }

    [Fact]
    public async Task NewProcess_FindsWhatTheFormerOneHadNotSettled()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        using (var former = Mailbox())
            await former.FetchAsync(10, CancellationToken.None);

        using var mailbox = Mailbox();

        (await mailbox.FetchAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Uid.ShouldBe("m1");
    }

    [Fact]
    public async Task MailThatAnotherHostWasQuickerWith_IsNoError()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        using var mine = Mailbox();
        using var others = Mailbox();
        await mine.FetchAsync(10, CancellationToken.None);
        await others.FetchAsync(10, CancellationToken.None);
        await others.SettleAsync("m1", MailboxFolder.Processed, CancellationToken.None);

        await mine.SettleAsync("m1", MailboxFolder.Processed, CancellationToken.None);

        (await mine.FetchAsync(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task MailAboveTheLimit_IsOfferedByItsHeadersAlone()
    {
        _inbox.Arrive("m1", "Subject: stort\r\nFrom: p1@fjordby.invalid\r\n\r\n" + new string('x', 200_000), Monday);
        using var mailbox = Mailbox();

        var item = (await mailbox.FetchAsync(10, CancellationToken.None)).ShouldHaveSingleItem();

        item.IsWhole.ShouldBeFalse();
        Encoding.UTF8.GetString(item.Content.Span).ShouldBe("Subject: stort\r\nFrom: p1@fjordby.invalid\r\n\r\n");
        item.Size.ShouldBeGreaterThan(LargestMail);
    }

    [Fact]
    public async Task BusyService_IsAskedAgainAfterTheTimeItNames()
    {
        _inbox.Arrive("m1", "Subject: 1\r\n\r\nEt", Monday);
        var busy = true;
        _server.Answer = request =>
        {
            if (!busy)
                return _inbox.Answer(request);
            busy = false;
            return GraphAnswer.Error(429, "ApplicationThrottled", "1");
        };
        using var mailbox = Mailbox();

        (await mailbox.FetchAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Uid.ShouldBe("m1");
        _server.Requests.Count(request => request.Resource.EndsWith("delta()", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied")]
    [InlineData(500, "InternalServerError")]
    public async Task ServiceThatDoesNotServe_IsSaidInASentenceWithoutItsWords(int status, string code)
    {
        _server.Answer = _ => GraphAnswer.Error(status, code);
        using var mailbox = Mailbox();

        var unreachable = await Should.ThrowAsync<MailboxUnreachableException>(
            () => mailbox.FetchAsync(10, CancellationToken.None));

        unreachable.Message.ShouldContain(code);
        unreachable.Message.ShouldNotContain("Said by the fake");
        (await mailbox.WhyUnreachableAsync(CancellationToken.None)).ShouldBe(unreachable.Message);
    }

    private GraphMailbox Mailbox(Action<GraphOptions>? change = null) =>
        new(_server.Connect(change), LargestMail, new FakeTimeProvider(Monday));
}
