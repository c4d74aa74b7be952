using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Workflow.Activities.Inbound;
using Workflow.Activities.Items;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Inbound;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Yes or no by mail to a calendar entry of ours: where it stands, and what it asks of a person.</summary>
public sealed class CalendarReplyTests(TestDatabases databases)
{
    private const string Slot = "slot.benches.meeting.council.2026-05-20@workflow.invalid";

    private static readonly InvitePresenter Expert = new("benches", 30, 20)
    {
        Name = "Ulla Vig",
        Address = "ulla@elsewhere.invalid",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task ReplyToAMeeting_StandsInItsTrail(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);

        await ReceiveAsync(world, Reply($"{id}@workflow.invalid", "ACCEPTED", "lea@forum.invalid"));

        var filed = (await DeskOf(world).AboutAsync(id, Token)).ShouldHaveSingleItem();
        (filed.State, filed.Kind).ShouldBe((MailState.Filed, "calendarReply"));
        filed.Reason.ShouldContain("ACCEPTED");
        (await world.ActsAsync(id)).ShouldContain("mailFiled");
    }

    [Theory, EachDatabase]
    public async Task PresentersNo_ReachesItemAndMeeting_AndMakesATask_UntilAnotherIsAsked(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InvitedAsync(world);

        await ReceiveAsync(world, Reply(Slot, "DECLINED", Expert.Address!));

        (await DeskOf(world).AboutAsync(id, Token)).ShouldHaveSingleItem().Reason.ShouldContain("DECLINED");
        (await world.ActsAsync(id)).ShouldContain("mailFiled");
        (await world.ActsAsync("benches")).ShouldContain("presenterReplied");
        var task = (await DeclinedAsync(world)).ShouldHaveSingleItem();
        task.Text.ShouldContain("Ulla Vig");
        task.Text.ShouldContain("2026-05-20");

        Accept(await InviteAsync(world, new InvitePresenter("benches", 40, 10) { PersonId = "owner" }));
        (await DeclinedAsync(world)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task PresentersYes_AsksNothingOfAnybody(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InvitedAsync(world);

        await ReceiveAsync(world, Reply(Slot, "ACCEPTED", Expert.Address!));

        (await DeskOf(world).AboutAsync(id, Token)).ShouldHaveSingleItem().State.ShouldBe(MailState.Filed);
        (await world.ActsAsync("benches")).ShouldContain("presenterReplied");
        (await DeclinedAsync(world)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task NoOfAFormerPresenter_SaysNothingOfTheOneWhoIsAskedNow(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await InvitedAsync(world);
        Accept(await InviteAsync(world, new InvitePresenter("benches", 40, 10) { PersonId = "owner" }));
        await world.Outbox().DrainAsync(Token);

        await ReceiveAsync(world, Reply(Slot, "DECLINED", Expert.Address!));

        (await world.ActsAsync("benches")).ShouldContain("presenterReplied");
        (await DeclinedAsync(world)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task ReplyToAnEventThatIsNoneOfOurs_IsIgnored(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await InvitedAsync(world);

        await ReceiveAsync(world, Reply("slot.benches.meeting.council.2026-05-21@workflow.invalid", "DECLINED", Expert.Address!));

        (await DeskOf(world).IgnoredAsync(Token)).ShouldHaveSingleItem().Kind.ShouldBe("calendarReply");
    }

    private static InboundDesk DeskOf(MeetingWorld world) => new(world.Process.Runtime, world.Rules, ItemWorld.Reader);

    private static async Task<string> InvitedAsync(MeetingWorld world)
    {
        var id = await MeetingTests.DispatchedAsync(world);
        Accept(await InviteAsync(world, Expert));
        await world.Outbox().DrainAsync(Token);
        return id;
    }

    private static Task<Forums.Ruling<Forums.Items.Treatment>> InviteAsync(MeetingWorld world, InvitePresenter command) =>
        world.ActAsync(world.Items.InvitePresenterAsync(command, Clerk, world.NextCommand, Token));

    private static async Task<IReadOnlyList<SecretariatTask>> DeclinedAsync(MeetingWorld world) =>
        [.. (await world.Process.Runtime.ReadAsync((session, token) => session.OpenTasksAsync("benches", token), Token))
            .Where(task => task.Kind == "presenterDeclined")];

    private static async Task ReceiveAsync(MeetingWorld world, string mail)
    {
        var mailbox = new MemoryMailbox(world.Process.Time);
        mailbox.Arrive(mail);
        using var drain = new InboundDrain(mailbox, ItemWorld.Reader, DeskOf(world), NullLogger<InboundDrain>.Instance);
        (await drain.DrainAsync(Token)).ShouldBe(1);
    }

    /// <summary>As calendar programs answer.</summary>
    private static string Reply(string uid, string partStat, string from) =>
        $"""
        Message-ID: <reply@elsewhere.invalid>
        From: Ulla Vig <{from}>
        To: flow@forum.invalid
        Subject: Accepted or not
        MIME-Version: 1.0
        Content-Type: text/calendar; method=REPLY; charset=utf-8

        BEGIN:VCALENDAR
        METHOD:REPLY
        BEGIN:VEVENT
        UID:{uid}
        SEQUENCE:0
        ATTENDEE;PARTSTAT={partStat}:mailto:{from}
        END:VEVENT
        END:VCALENDAR

        """;
}
