using Shouldly;
using Workflow.Activities.Meetings;
using Workflow.Activities.Operators;
using Workflow.Documents.Letters;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Messaging.Graph;
using Workflow.Messaging.Graph;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// A meeting that is joined from afar, from the call to its end, against the stand-in for the calendar: one event whatever is
/// lost, and its link with those invited only.
/// </summary>
public sealed class OnlineMeetingTests(TestDatabases databases) : IAsyncLifetime
{
    private readonly GraphEvents _events = new();
    private GraphServer _server = null!;
    private GraphConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GraphServer.StartAsync();
        _server.Answer = _events.Answer;
        _connection = _server.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Complaints.ShouldBeEmpty();
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    [Theory, EachDatabase]
    public async Task Link_ReachesThoseInvited_InLetterAndCalendar_AndStandsNowhereElse(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var id = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.CloseSubmissionsAsync(id);
        await DrainAsync(world);
        await world.ApproveAgendaAsync(id);

        await world.Outbox().DrainAsync(CancellationToken.None);

        var invitations = world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.Invitation).ToList();
        invitations.Count.ShouldBeGreaterThan(2);
        invitations.ShouldAllBe(letter => letter.Text.Contains(_events.Link!, StringComparison.Ordinal)
            && letter.Html.Contains("<a href=\"https://teams.example.invalid/l/", StringComparison.Ordinal)
            && Unfolded(letter).Contains("CONFERENCE;VALUE=URI:" + _events.Link, StringComparison.Ordinal)
            && Unfolded(letter).Contains("SEQUENCE:0", StringComparison.Ordinal));
        world.Transport.Sent.Except(invitations).ShouldNotBeEmpty();
        await ShouldStandOnlyInAsync(world, id, invitations);
    }

    [Theory, EachDatabase]
    public async Task Moved_TellsTheLinkToThoseInvited_AndNotToItemOwnersWhoWereCalled(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await DrainAsync(world);

        await world.MoveAsync(id, June);
        await DrainAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var moved = world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.Moved)
            .ToDictionary(letter => letter.ToPersonId);
        moved["member"].Text.ShouldContain(_events.Link!);
        moved["owner"].Text.ShouldNotContain("teams.example.invalid");
        Unfolded(moved["owner"]).ShouldNotContain("teams.example.invalid");
        _events.Standing.ShouldHaveSingleItem().Value.GetProperty(
            "start").GetProperty("dateTime").GetString().ShouldBe("2026-06-17T13:30:00");
        Sent("PATCH").ShouldHaveSingleItem();
        (await world.ActsAsync(id)).ShouldContain("onlineEventMoved");
    }

    [Theory, EachDatabase]
    public async Task LinkThatIsLate_HoldsTheInvitations_AndComesWithThem(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        _server.Answer = Lost;
        var id = await MeetingTests.DispatchedAsync(world);
        await DrainAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldNotContain(letter => letter.Kind == LetterKinds.Invitation);

        _server.Answer = _events.Answer;
        world.Process.Time.Advance(TimeSpan.FromMinutes(2));
        await DrainAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var invitations = world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.Invitation).ToList();
        invitations.Select(letter => letter.ToPersonId).ShouldBeUnique();
        invitations.Count.ShouldBeGreaterThan(2);
        invitations.ShouldAllBe(letter => letter.Text.Contains(_events.Link!, StringComparison.Ordinal));
        (_events.Made, Sent("POST").Count).ShouldBe((1, 2));
        (await world.ActsAsync(id)).Count(act => act == "onlineEventMade").ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task LinkThatIsTooLate_LetsTheInvitationsGo_AndFollowsWithAHigherSequence(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        await MeetingTests.DispatchedAsync(world);
        world.Process.Time.Advance(TimeSpan.FromMinutes(9));
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldNotContain(letter => letter.Kind == LetterKinds.Invitation);
        world.Process.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldContain(letter => letter.Kind == LetterKinds.Invitation);

        await DrainAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);
        await DrainAsync(world);

        var member = world.Transport.Sent.Where(
            letter => letter is { Kind: LetterKinds.Invitation, ToPersonId: "member" }).ToList();
        member.Count.ShouldBe(2);
        (Unfolded(member[0]).Contains("SEQUENCE:0", StringComparison.Ordinal),
        member[0].Text.Contains("teams", StringComparison.Ordinal)).ShouldBe((true, false));
        Unfolded(member[1]).ShouldContain("SEQUENCE:1");
        member[1].Text.ShouldContain(_events.Link!);
    }

    [Theory, EachDatabase]
    public async Task KilledBetweenTheAnswerAndItsRow_MakesNoSecondEvent(DatabaseKind kind)
    {
        var probe = new DeadlyRecord();
        await using var world = await OpenAsync(kind, probe);
        var id = await MeetingTests.InApprovalAsync(world);
        probe.Kills = true;
        await Should.ThrowAsync<ProcessDeathException>(() => DrainAsync(world));
        _events.Made.ShouldBe(1);
        await using var next = await world.AnotherAsync();
        (await DrainAsync(next)).ShouldBe(0, "the dead one's claim counts until it has outlived its time");

        next.Process.Time.Advance(OnlineEventRules.ClaimLifetime);
        (await DrainAsync(next)).ShouldBe(1);

        (_events.Made, Sent("POST").Count).ShouldBe((1, 2));
        Sent("POST").Select(request => request.Json().GetProperty("transactionId").GetString()).Distinct().ShouldHaveSingleItem();
        (await EventAsync(next, id)).EventId.ShouldBe(_events.Standing.Keys.Single());
    }

    [Theory, EachDatabase]
    public async Task MovedWhileTheAnswerIsMissing_AsksAgainInTheFirstWords_AndMovesThen(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        _server.Answer = Lost;
        var id = await MeetingTests.InApprovalAsync(world);
        await DrainAsync(world);
        await world.MoveAsync(id, June);
        _server.Answer = _events.Answer;

        await DrainAsync(world);

        _server.Requests.Select(request => request.Method).ShouldBe(["POST", "POST", "PATCH"]);
        _events.Made.ShouldBe(1);
        _events.Standing.Values.Single().GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-06-17T13:30:00");
        OnlineEventRules.IsOpen(await EventAsync(world, id)).ShouldBeFalse();
    }

    [Theory, EachDatabase]
    public async Task CancelledWhileTheAnswerIsMissing_IsFoundAndTakenAway(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        _server.Answer = Lost;
        var id = await MeetingTests.InApprovalAsync(world);
        await DrainAsync(world);
        await world.CancelAsync(id);
        _server.Answer = _events.Answer;

        await DrainAsync(world);

        _server.Requests.Select(request => request.Method).ShouldBe(["POST", "POST", "DELETE"]);
        (_events.Made, _events.Standing.Count).ShouldBe((1, 0));
        (await EventAsync(world, id)).JoinUrl.ShouldBeNull();
        (await DrainAsync(world)).ShouldBe(0);
    }

    [Theory, EachDatabase]
    public async Task CancelledBeforeAnythingWasAsked_AsksNothing(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.CancelAsync(id);

        (await DrainAsync(world)).ShouldBe(0);

        _server.Requests.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task SeveralHosts_AskOnce(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        await MeetingTests.InApprovalAsync(world);
        await using var other = await world.AnotherAsync();

        await Task.WhenAll(
            Task.Run(() => DrainAsync(world)), Task.Run(() => DrainAsync(other)), Task.Run(() => DrainAsync(world)));

        Sent("POST").ShouldHaveSingleItem();
    }

    [Theory, EachDatabase]
    public async Task TakenOutOfTheCalendarByHand_IsMadeAnewWhenItMoves_AndTheNewLinkIsTold(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await DrainAsync(world);
        await world.ApproveAgendaAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);
        _events.Standing.Clear();
        await world.MoveAsync(id, June);
        _events.Link = "https://teams.example.invalid/l/meetup-join/2";

        await DrainAsync(world);
        await world.Outbox().DrainAsync(CancellationToken.None);

        (_events.Made, _events.Standing.Count).ShouldBe((2, 1));
        Sent("POST").Select(request => request.Json().GetProperty("transactionId").GetString()).ShouldBeUnique();
        var last = world.Transport.Sent.Last(letter => letter.ToPersonId == "member");
        (last.Kind, last.Version).ShouldBe((LetterKinds.Invitation, "2/link1"));
        last.Text.ShouldContain("meetup-join/2");
        Unfolded(last).ShouldContain("SEQUENCE:2");
    }

    [Theory, EachDatabase]
    public async Task RefusedCalendar_IsGivenUpVisibly_AndTriedAgainByAPerson(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        _server.Answer = _ => GraphAnswer.Error(400, "ErrorInvalidProperty");
        var id = await MeetingTests.InApprovalAsync(world);
        await DrainAsync(world);
        (await DrainAsync(world)).ShouldBe(0);

        var shown = (await world.Operators.OverviewAsync(CancellationToken.None)).OnlineEvents.ShouldHaveSingleItem();

        (shown.MeetingId, shown.Step, shown.Attempts).ShouldBe((id, EventStep.Create, 1));
        shown.GivenUpAt.ShouldNotBeNull();
        shown.Failure.ShouldNotBeNull().ShouldContain("ErrorInvalidProperty");
        (await world.ActsAsync(id)).ShouldContain("onlineEventGivenUp");
        _server.Answer = _events.Answer;
        Accept(await world.Operators.RetryOnlineEventAsync(
            new RetryOnlineEvent(id), Clerk, world.NextCommand, CancellationToken.None));
        await DrainAsync(world);
        (await world.Operators.OverviewAsync(CancellationToken.None)).OnlineEvents.ShouldBeEmpty();
        (await world.Operators.RetryOnlineEventAsync(new RetryOnlineEvent(id), Clerk, world.NextCommand, CancellationToken.None))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("event-not-failed");
    }

    [Theory, EachDatabase]
    public async Task BusyCalendar_CostsNoTry_AndForbiddenOneIsGivenUpInTheEnd(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var calendar = new GraphCalendar(_connection, world.Process.Time);
        _server.Answer = _ => GraphAnswer.Error(429, "ApplicationThrottled", "120");
        await world.Calendar(calendar).DrainAsync(CancellationToken.None);
        (await EventAsync(world, id)).Attempts.ShouldBe(0);
        world.Process.Time.Advance(TimeSpan.FromSeconds(119));
        await world.Calendar(calendar).DrainAsync(CancellationToken.None);
        _server.Requests.Count.ShouldBe(1);

        _server.Answer = _ => GraphAnswer.Error(403, "ErrorAccessDenied");
        for (var tries = 0; tries < 20; tries++)
        {
            world.Process.Time.Advance(TimeSpan.FromHours(4));
            await world.Calendar(calendar).DrainAsync(CancellationToken.None);
        }

        _server.Requests.Count.ShouldBe(1 + OnlineEventRules.MostAttempts);
        (await EventAsync(world, id)).GivenUpAt.ShouldNotBeNull();
    }

    [Theory, EachDatabase]
    public async Task MeetingThatIsHeldInPlace_WantsNothingOfTheCalendar(DatabaseKind kind)
    {
        await using var world = await OpenAsync(kind);
        var plan = new PlanMeeting(null, "council", May, new TimeOnly(14, 0)) { Online = false };
        var id = Accept(
            await world.ActAsync(world.Meetings.PlanAsync(plan, Clerk, world.NextCommand, CancellationToken.None))).Id;
        await world.CloseSubmissionsAsync(id);

        await DrainAsync(world);

        _server.Requests.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task OnlineMeetingWithoutACalendar_InvitesAtOnce(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        var plan = new PlanMeeting(null, "council", May, new TimeOnly(14, 0)) { Online = true };
        var id = Accept(
            await world.ActAsync(world.Meetings.PlanAsync(plan, Clerk, world.NextCommand, CancellationToken.None))).Id;
        await world.SubmitAsync("benches", "Benches", May);
        await world.CloseSubmissionsAsync(id);
        await world.ApproveAgendaAsync(id);

        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.ShouldContain(letter => letter.Kind == LetterKinds.Invitation);
        (await world.ReadAsync(session => session.OpenOnlineEventsAsync(CancellationToken.None))).ShouldBeEmpty();
    }

    private Task<MeetingWorld> OpenAsync(DatabaseKind kind, ITransactionProbe? probe = null) => MeetingWorld.OpenAsync(
        databases,
        kind,
        body => body with { OnlineMeetings = true },
        probe,
        people =>
            people.Select(
                person => person.Id == "owner"
                    ? person with { Mandates = [new Mandate("council", MandateRole.ItemOwner)] }
                    : person));

    private Task<int> DrainAsync(MeetingWorld world) =>
        world.Calendar(new GraphCalendar(_connection, world.Process.Time)).DrainAsync(CancellationToken.None);

    /// <summary>Taken, and the answer lost behind the service.</summary>
    private GraphAnswer Lost(GraphRequest request)
    {
        _events.Answer(request);
        return new GraphAnswer(504);
    }

    private List<GraphRequest> Sent(string method) => [.. _server.Requests.Where(request => request.Method == method)];

    private static Task<OnlineEvent> EventAsync(MeetingWorld world, string id) =>
        world.ReadAsync(session => session.OnlineEvents.GetAsync(id, CancellationToken.None));

    private static string Unfolded(Letter letter) => letter.Calendar!.Content.Replace("\r\n ", "", StringComparison.Ordinal);

    private static async Task ShouldStandOnlyInAsync(MeetingWorld world, string id, IReadOnlyList<Letter> invitations)
    {
        var others = world.Transport.Sent.Except(invitations).Select(letter => ForumJson.Write(letter));
        var pages = (await world.ReadAsync(session => session.AllPublicationsAsync(CancellationToken.None))).Select(
            page => page.Content).ToList();
        pages.ShouldNotBeEmpty();
        var trail = (await world.Process.Overview.TimelineAsync(id, CancellationToken.None)).Select(
            entry => ForumJson.Write(entry));
        var meeting = ForumJson.Write(await world.MeetingAsync(id));
        var shown = ForumJson.Write(await world.Operators.OverviewAsync(CancellationToken.None));
        others.Concat(pages).Concat(trail).Append(meeting).Append(shown)
            .ShouldAllBe(text => !text.Contains("teams.example.invalid", StringComparison.Ordinal));
    }

    private sealed class DeadlyRecord : ITransactionProbe
    {
        public bool Kills { get; set; }

        public void BeforeCommit(string what)
        {
            if (Kills && what == "record online event")
                throw new InvalidOperationException("Killed before the answer was written.");
        }

        public void AfterCommit(string what)
        {
        }
    }
}
