using Shouldly;
using Workflow.Activities.Items;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A presenter is invited to the own slot, and told once of everything that changes it.</summary>
public sealed class PresenterTests(TestDatabases databases)
{
    private static readonly InvitePresenter Expert = new(
        "benches", 30, 20)
    { Name = "Ulla Vig", Address = "ulla@elsewhere.invalid" };

    [Theory, EachDatabase]
    public async Task Presenter_IsInvitedToTheSlotWithTheAgenda_AndToNothingElse(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        Accept(await InviteAsync(world, Expert));
        await world.Outbox().DrainAsync(CancellationToken.None);
        ToPresenter(world).ShouldBeEmpty();

        await world.ApproveAgendaAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var letter = ToPresenter(world).ShouldHaveSingleItem();
        letter.Kind.ShouldBe(LetterKinds.Slot);
        letter.Subject.ShouldNotContain("Benches");
        var calendar = letter.Calendar.ShouldNotBeNull().Content;
        calendar.ShouldContain("UID:slot.benches.meeting.council.2026-05-20@workflow.invalid");
        calendar.ShouldContain("DTSTART;TZID=Europe/Copenhagen:20260520T143000");
        calendar.ShouldContain("DTEND;TZID=Europe/Copenhagen:20260520T145000");
        calendar.ShouldContain("SEQUENCE:0");
        calendar.ShouldNotContain("Benches", Case.Sensitive);
        (await world.ActsAsync("benches")).ShouldContain("presenterInvited");
    }

    [Theory, EachDatabase]
    public async Task Move_TakesTheSlotAlong_WithAHigherSequence(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InvitedAsync(world);

        await world.MoveAsync(id, June);
        await world.Outbox().DrainAsync(CancellationToken.None);

        var (first, second) = Two(world);
        (Line(second, "UID"), Line(second, "SEQUENCE"),
        Line(second, "METHOD")).ShouldBe((Line(first, "UID"), "SEQUENCE:1", "METHOD:REQUEST"));
        second.Calendar!.Content.ShouldContain("20260617T160000");
    }

    [Theory, EachDatabase]
    public async Task MoveBeforeTheInvitationHasLeft_SendsTheNewTimeOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.DispatchedAsync(world);
        Accept(await InviteAsync(world, Expert));

        await world.MoveAsync(id, June);
        await world.Outbox().DrainAsync(CancellationToken.None);

        ToPresenter(world).ShouldHaveSingleItem().Calendar!.Content.ShouldContain("20260617T160000");
    }

    [Theory, EachDatabase]
    public async Task ItemTakenOff_TellsThePresenterOnce(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InvitedAsync(world);

        Accept(await world.ActAsync(world.Items.WithdrawAsync(
            new WithdrawItem("benches", "Something is missing."), Clerk, world.NextCommand, CancellationToken.None)));
        await world.Outbox().DrainAsync(CancellationToken.None);
        ShouldBeCancelled(world);

        await world.CancelAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        ShouldBeCancelled(world);
    }

    [Theory, EachDatabase]
    public async Task RecusedPresenter_IsNotToPresent(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await MeetingTests.DispatchedAsync(world);
        Accept(await InviteAsync(world, new InvitePresenter("benches", 40, 10) { PersonId = "owner" }));
        await world.Outbox().DrainAsync(CancellationToken.None);

        Accept(await world.ActAsync(world.Items.RecuseAsync(
            new RecusePerson("benches", "owner", "Own case.", "chair"), Clerk, world.NextCommand, CancellationToken.None)));
        await world.Outbox().DrainAsync(CancellationToken.None);

        world.Transport.Sent.Where(letter => letter.ToPersonId == "owner" && letter.Kind != LetterKinds.Call)
            .Select(letter => letter.Kind)
            .ShouldBe([LetterKinds.Slot, LetterKinds.SlotCancelled]);
        (await CodeAsync(world, new InvitePresenter("benches", 40, 10) { PersonId = "owner" })).ShouldBe("recused-already");
    }

    [Theory, EachDatabase]
    public async Task MeetingCancelled_TellsThePresenterOnce(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await InvitedAsync(world);

        await world.CancelAsync(id);
        await world.Outbox().DrainAsync(CancellationToken.None);

        ShouldBeCancelled(world);
    }

    [Theory, EachDatabase]
    public async Task AnotherPresenter_TakesThePlace_AndTheFirstIsTold(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await InvitedAsync(world);

        Accept(await InviteAsync(world, new InvitePresenter("benches", 40, 10) { PersonId = "owner" }));
        await world.Outbox().DrainAsync(CancellationToken.None);

        ShouldBeCancelled(world);
        var owner = world.Transport.Sent.Where(letter => letter is { Kind: LetterKinds.Slot, ToPersonId: "owner" })
            .ShouldHaveSingleItem();
        Line(owner, "SEQUENCE").ShouldBe("SEQUENCE:2");
        Accept(await world.ActAsync(world.Items.DismissPresenterAsync(
            new DismissPresenter("benches"), Clerk, world.NextCommand, CancellationToken.None)));
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent[^1].ShouldSatisfyAllConditions(
            letter => letter.Kind.ShouldBe(LetterKinds.SlotCancelled), letter => letter.ToPersonId.ShouldBe("owner"));
    }

    [Theory, EachDatabase]
    public async Task SlotThatCannotBe_IsRefusedWithItsReason(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await MeetingTests.DispatchedAsync(world);

        (await CodeAsync(world, Expert with { After = 110 })).ShouldBe("presenter-outside");
        (await CodeAsync(world, Expert with { After = -1 })).ShouldBe("presenter-outside");
        (await CodeAsync(world, Expert with { After = int.MaxValue, Minutes = int.MaxValue })).ShouldBe("presenter-outside");
        (await CodeAsync(world, Expert with { Minutes = 0 })).ShouldBe("presenter-outside");
        (await CodeAsync(world, Expert with { Address = "ulla@elsewhere.invalid, b@elsewhere.invalid" })).ShouldBe(
            "presenter-unnamed");
        (await CodeAsync(world, Expert with { Name = " " })).ShouldBe("presenter-unnamed");
        (await CodeAsync(world, Expert with { PersonId = "nobody" })).ShouldBe("person-unknown");
        (await CodeAsync(world, Expert with { ItemId = "nothing" })).ShouldBe("item-unknown");
        await world.Outbox().DrainAsync(CancellationToken.None);
        ToPresenter(world).ShouldBeEmpty();
    }

    private static async Task<string> InvitedAsync(MeetingWorld world)
    {
        var id = await MeetingTests.DispatchedAsync(world);
        Accept(await InviteAsync(world, Expert));
        await world.Outbox().DrainAsync(CancellationToken.None);
        ToPresenter(world).ShouldHaveSingleItem();
        return id;
    }

    private static Task<Ruling<Treatment>> InviteAsync(MeetingWorld world, InvitePresenter command) =>
        world.ActAsync(world.Items.InvitePresenterAsync(command, Clerk, world.NextCommand, CancellationToken.None));

    private static async Task<string?> CodeAsync(MeetingWorld world, InvitePresenter command) =>
        (await InviteAsync(world, command)).Refusal?.Code;

    private static List<Letter> ToPresenter(MeetingWorld world) =>
        [.. world.Transport.Sent.Where(letter => letter.ToAddress == Expert.Address)];

    private static (Letter First, Letter Second) Two(MeetingWorld world)
    {
        var letters = ToPresenter(world);
        letters.Count.ShouldBe(2);
        return (letters[0], letters[1]);
    }

    private static void ShouldBeCancelled(MeetingWorld world)
    {
        var (first, second) = Two(world);
        second.Kind.ShouldBe(LetterKinds.SlotCancelled);
        (Line(second, "UID"), Line(second, "SEQUENCE"), Line(second, "METHOD"), Line(second, "STATUS"))
            .ShouldBe((Line(first, "UID"), "SEQUENCE:1", "METHOD:CANCEL", "STATUS:CANCELLED"));
    }

    private static string Line(Letter letter, string property) =>
        letter.Calendar!.Content.Split("\r\n").Single(line => line.StartsWith(property + ":", StringComparison.Ordinal));
}
