using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Ports;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Decisions;
using Workflow.Forums.Publications;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>What is published of a hearing, and when.</summary>
public sealed class HearingNoteTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task AnswerThatIsTakenBackBeforeTheDeadline_IsPublishedNowhere(DatabaseKind kind)
    {
        await using var world = await ClosedEarlyAsync(kind, "Naboen Bent Ås er syg.");
        await world.AnswerAsync("users", "Flere lamper.");
        var pages = new MemoryPages();
        (await world.Publisher(pages).DrainAsync(Token)).ShouldBe(0, "the deadline has yet to come");

        await world.WaitForTheCloseAsync();
        await world.Publisher(pages).DrainAsync(Token);

        var note = pages.Written.ShouldHaveSingleItem();
        note.Content.ShouldContain("Flere lamper.");
        note.Content.ShouldNotContain("Bent Ås");
        (note.Version, note.Path).ShouldBe((1, $"published/lamps/hearing-note-{(await world.HearingAsync()).Id}.html"));
        (await NotesAsync(world)).ShouldHaveSingleItem().Content.ShouldNotContain("Bent Ås");
    }

    /// <summary>An answer that comes within the grace is in time as well, and may take back another.</summary>
    [Theory, EachDatabase]
    public async Task NoteOfAnEarlyClose_IsHeldUntilNoAnswerCanComeInTimeAnyMore(DatabaseKind kind)
    {
        await using var world = await ClosedEarlyAsync(kind, "Flere lamper.");
        var deadline = (await world.HearingAsync()).Deadline;
        world.Time.Advance(deadline + LastMinute.Grace / 2 - world.Now);
        var pages = new MemoryPages();

        (await world.Publisher(pages).DrainAsync(Token)).ShouldBe(0);
        await world.AnswerAsync("users", "Færre lamper.");
        world.Time.Advance(LastMinute.Grace);
        await world.Publisher(pages).DrainAsync(Token);

        pages.Written.ShouldHaveSingleItem().Content.ShouldContain("Færre lamper.");
    }

    [Theory, EachDatabase]
    public async Task ChangeAfterTheNoteWasPublished_IsANewVersionOfIt(DatabaseKind kind)
    {
        await using var world = await ClosedEarlyAsync(kind, "Flere lamper.");
        await world.WaitForTheCloseAsync();
        var pages = new MemoryPages();
        await world.Publisher(pages).DrainAsync(Token);

        ItemWorld.Accept(await world.Consultations.ReplyAsync(
            new ReplyToResponse((await world.HearingAsync()).Id, "users", "Der kommer fire mere."), ItemWorld.Clerk,
            world.NextCommand, Token));
        await world.Publisher(pages).DrainAsync(Token);

        pages.Written.Select(page => page.Version).ShouldBe([1, 2]);
    }

    /// <summary>Whoever approves the item is to look again, though the note has kept its number.</summary>
    [Theory, EachDatabase]
    public async Task NoteThatIsReplaced_IsAnotherAttachmentOfItsItem(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Sendes i høring.", DecisionOutcome.SentToHearing);
        ItemWorld.Accept(await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Hearings.Users], 5, "Hvad mener I?"), ItemWorld.Clerk, world.NextCommand, Token));
        await world.LookAsync("lamps");
        await world.AnswerAsync("users", "Flere lamper.");
        var before = (await world.LookAsync("lamps")).Item.Attachments;
        before[^1].Name.ShouldStartWith("Høringsnotat: ");

        await world.AnswerAsync("users", "Færre lamper.");

        var after = (await world.LookAsync("lamps")).Item.Attachments;
        after.Count.ShouldBe(before.Count);
        after[^1].Name.ShouldStartWith("Høringsnotat, ændret 2026-");
        after[^1].DocumentNumber.ShouldBe(before[^1].DocumentNumber);
    }

    /// <summary>A page that was made anew while its former text was written is not written yet.</summary>
    [Theory, EachDatabase]
    public async Task PageThatChangesWhileItIsWritten_IsWrittenOnceMore(DatabaseKind kind)
    {
        await using var world = await ClosedEarlyAsync(kind, "Flere lamper.");
        await world.WaitForTheCloseAsync();
        var note = (await NotesAsync(world)).ShouldHaveSingleItem();
        var newer = note with { Content = "<p>Færre lamper.</p>", ContentHash = "another" };
        var pages = new MemoryPages();

        await world.Publisher(new Interrupted(pages, () => world.ActAsync(async session =>
        {
            await session.Publications.GetAsync(note.Id, Token);
            session.Publications.Update(newer);
        }))).DrainAsync(Token);
        (await NotesAsync(world)).ShouldHaveSingleItem().WrittenAt.ShouldBeNull();
        await world.Publisher(pages).DrainAsync(Token);

        pages.Written.Select(page => page.Content).ShouldBe([note.Content, newer.Content]);
    }

    private sealed class Interrupted(MemoryPages pages, Func<Task> meanwhile) : IPublicationTarget
    {
        public async Task WriteAsync(Publication publication, CancellationToken cancellationToken)
        {
            await pages.WriteAsync(publication, cancellationToken);
            await meanwhile();
        }
    }

    /// <summary>Both parties have answered, a good while before the deadline.</summary>
    private async Task<ItemWorld> ClosedEarlyAsync(DatabaseKind kind, string answer)
    {
        var world = await Hearings.AskAsync(databases, kind);
        await world.AnswerAsync("shops", "Enige.");
        await world.AnswerAsync("users", answer);
        await world.LookAsync("lamps");
        await world.WaitDaysAsync(1);
        var hearing = await world.HearingAsync();
        hearing.State.ShouldBe(ConsultationState.Closed);
        hearing.Deadline.ShouldBeGreaterThan(world.Now);
        return world;
    }

    private static async Task<IReadOnlyList<Publication>> NotesAsync(ItemWorld world) =>
        [.. (await world.ReadAsync(session => session.PublicationsAboutAsync("lamps", Token)))
            .Where(page => page.Kind == "hearingNote")];
}
