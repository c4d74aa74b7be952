using Shouldly;
using Workflow.Activities.Operators;
using Workflow.Activities.Ports;
using Workflow.Forums.Publications;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class DrainTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Letters_OneBadRecipient_StopsNobodyElse(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        world.Transport.Answer = letter => letter.ToPersonId switch
        {
            "chair" => throw new FormatException("No such address."),
            "clerk" => new DeliveryResult.Refused("Unknown here.", Permanent: true),
            _ => null,
        };

        await world.Outbox().DrainAsync(CancellationToken.None);

        var invitations = (await world.Process.Overview.LettersAsync(id, CancellationToken.None)).Where(
            line => line.Letter.Kind == "invitation")
            .ToDictionary(line => line.Letter.ToPersonId, line => line.Status);
        invitations.ShouldBe(new Dictionary<string, LetterStatus>
        {
            ["chair"] = LetterStatus.Pending,
            ["clerk"] = LetterStatus.Refused,
            ["member"] = LetterStatus.Sent,
        }, ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task Letters_RefusedForNow_AreTriedAgainUntilTheyStayRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        world.Transport.Answer = _ => new DeliveryResult.Refused("Busy.", Permanent: false);
        (await world.Outbox().DrainAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        (await world.Outbox().DrainAsync(CancellationToken.None)).ShouldBe(0);

        for (var hours = 0; hours < 48; hours += 4)
        {
            world.Process.Time.Advance(TimeSpan.FromHours(4));
            await world.Outbox().DrainAsync(CancellationToken.None);
        }

        (await world.Process.Overview.LettersAsync(id, CancellationToken.None))
            .ShouldAllBe(line => line.Status == LetterStatus.Refused && line.Attempts == 8 && line.Reason == "Busy.");
    }

    [Theory, EachDatabase]
    public async Task Letters_OfACancelledMeeting_AreNotSentThoughTheyWereClaimedBefore(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        var cancelled = false;
        world.Transport.Answer = letter =>
        {
            // While the group is being sent, after its claim.
            if (!cancelled)
                world.CancelAsync(id).GetAwaiter().GetResult();
            cancelled = true;
            // A slow server: longer than what was read of the meeting may be relied upon.
            world.Process.Time.Advance(TimeSpan.FromSeconds(2));
            return null;
        };

        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.Count(letter => letter.AboutId == id && letter.Kind != "cancellation").ShouldBeLessThanOrEqualTo(1);
        world.Transport.Sent.Count(letter => letter.Kind == "cancellation").ShouldBe(4);
    }

    [Theory, EachDatabase]
    public async Task Letters_ClaimedByAProcessThatDied_AreSentAgainOnlyWhereThatDoesNoHarm(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        var claimed = await world.Process.Outbox.ClaimAsync(2, CancellationToken.None);
        world.Process.Time.Advance(TimeSpan.FromMinutes(6));
        (await world.Outbox().RecoverAsync(CancellationToken.None)).ShouldBe(2);
        await world.Process.Outbox.ClaimAsync(1, CancellationToken.None);
        world.Process.Time.Advance(TimeSpan.FromMinutes(6));
        world.Transport.IsIdempotent = false;
        (await world.Outbox().RecoverAsync(CancellationToken.None)).ShouldBe(1);

        await world.Outbox().DrainAsync(CancellationToken.None);

        claimed.Count.ShouldBe(2);
        (await world.Process.Overview.LettersAsync(null, CancellationToken.None)).Count(
            line => line.Status == LetterStatus.Unknown).ShouldBe(1);
        (await world.Process.Overview.LettersAsync(id, CancellationToken.None)).ShouldNotContain(
            line => line.Status == LetterStatus.Sending);
    }

    [Theory, EachDatabase]
    public async Task Pages_OneThatCannotBeWritten_StaysAndTheOthersAreWritten(DatabaseKind kind)
    {
        await using var world = await OpenAsync(
            databases, kind, body => body with { MinutesApprovedAt = Forums.Bodies.MinutesApprovalWay.SameMeeting });
        var id = await MeetingTests.DispatchedAsync(world);
        Accept(await world.HoldAsync(id));
        await world.DecideAsync("benches");
        Accept(await world.CloseAsync(id));
        world.Pages.Broken = "agenda";

        (await world.Publisher().DrainAsync(CancellationToken.None)).ShouldBe(1);
        world.Pages.Broken = null;
        (await world.Publisher().DrainAsync(CancellationToken.None)).ShouldBe(0);
        world.Process.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.Publisher().DrainAsync(CancellationToken.None)).ShouldBe(1);
        (await world.Publisher().DrainAsync(CancellationToken.None)).ShouldBe(0);

        world.Pages.Written.Select(page => page.Kind).ShouldBe(["minutes", "agenda"]);
        (await world.ReadAsync(session => session.PublicationsAboutAsync(id, CancellationToken.None))).ShouldAllBe(
            page => page.WrittenAt != null);
    }

    [Theory, EachDatabase]
    public async Task Pages_ThatCannotBeWritten_AreGivenUpVisiblyAndTriedAgainByAPerson(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        world.Pages.Broken = "agenda";
        await TryForAsync(world, TimeSpan.FromHours(6));
        world.Pages.Tries.ShouldBe(PublicationRules.MostAttempts);

        var page = (await world.Operators.OverviewAsync(CancellationToken.None)).UnwrittenPages.ShouldHaveSingleItem();

        (page.AboutId, page.Attempts, page.Failure).ShouldBe((id, 8, "The disk is full."));
        page.GivenUpAt.ShouldNotBeNull();
        (await world.ActsAsync(id)).ShouldContain("pageGivenUp");
        await world.Outbox().DrainAsync(CancellationToken.None);
        (await world.Process.Overview.AnyPendingAsync(CancellationToken.None)).ShouldBeFalse();
        world.Pages.Broken = null;
        await TryForAsync(world, TimeSpan.FromHours(6));
        world.Pages.Written.ShouldBeEmpty();
        Accept(await world.Operators.RetryPageAsync(new RetryPage(page.Id), Clerk, world.NextCommand, CancellationToken.None));
        (await world.Publisher().DrainAsync(CancellationToken.None)).ShouldBe(1);
        (await world.Operators.OverviewAsync(CancellationToken.None)).UnwrittenPages.ShouldBeEmpty();
        (await world.Operators.RetryPageAsync(new RetryPage(page.Id), Clerk, world.NextCommand, CancellationToken.None))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("page-not-failed");
    }

    /// <summary>Every minute, as the service does.</summary>
    private static async Task TryForAsync(MeetingWorld world, TimeSpan time)
    {
        for (var minute = 0; minute < time.TotalMinutes; minute++)
        {
            await world.Publisher().DrainAsync(CancellationToken.None);
            world.Process.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
