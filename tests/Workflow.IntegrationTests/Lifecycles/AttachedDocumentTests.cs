using System.Text;
using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Messaging;
using Workflow.Messaging.Folder;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Where those who are asked reach no page, the document goes with the letter.</summary>
public sealed class AttachedDocumentTests(TestDatabases databases)
{
    private static readonly LetterOptions Attaching = new() { AttachesDocuments = true };

    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    private static readonly ConsultedParty Cyclists = new("cyclists", "Cyklister", "cyklister@forum.invalid");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task HearingNotice_CarriesTheDocumentAsTheLetterWasDecided(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, letters: Attaching);
        var transport = new MemoryTransport();

        await AskAsync(world);
        await world.SendAsync(transport);

        var notices = transport.Sent.Where(letter => letter.Kind == LetterKinds.HearingNotice).ToList();
        notices.Select(letter => letter.ToPersonId).ShouldBe(["users", "cyclists"], ignoreOrder: true);
        foreach (var letter in notices)
        {
            var attachment = letter.Attachment.ShouldNotBeNull();
            letter.Text.ShouldContain("Dokumentet er vedhæftet: dokument.html");
            Encoding.UTF8.GetString(attachment.Content!).ShouldContain("Lamper i parken");
        }

        notices.Select(letter => letter.Attachment!.Hash).Distinct().ShouldHaveSingleItem("the document is kept once");
        transport.Sent.Except(notices).ShouldAllBe(letter => letter.Attachment == null);
        (await world.LettersAsync(null)).ShouldAllBe(
            line => line.Letter.Attachment == null || line.Letter.Attachment.Content == null);
    }

    [Theory, EachDatabase]
    public async Task WherePagesCanBeReached_NothingIsAttached(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(
            databases, kind, letters: new LetterOptions { PublicUrl = "https://flow.test" });
        var transport = new MemoryTransport();

        await AskAsync(world);
        await world.SendAsync(transport);

        transport.Sent.ShouldContain(letter => letter.Kind == LetterKinds.HearingNotice);
        transport.Sent.ShouldAllBe(
            letter => letter.Attachment == null && !letter.Text.Contains("vedhæftet", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task DocumentThatIsTooLarge_IsLeftOut_AndThatIsWrittenDown(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, letters: Attaching);
        var transport = new MemoryTransport();
        var words = string.Join("\n\n", Enumerable.Repeat(new string('x', 60_000), 40));

        var hearing = await AskAsync(world, draft => draft with
        {
            Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock(words)])],
        });
        await world.SendAsync(transport);

        transport.Sent.Where(letter => letter.Kind == LetterKinds.HearingNotice).ShouldAllBe(letter => letter.Attachment == null);
        (await world.TimelineAsync(hearing.Id)).Count(entry => entry.Act == "documentNotAttached").ShouldBe(2);
    }

    [Theory, EachDatabase]
    public async Task MinutesInConsultation_GoByMailWithoutWhatIsClosed(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind, letters: Attaching);
        var id = await world.PlanAsync(MeetingWorld.May);
        await SubmitAsync(world, "benches", "Benches", Access.Open);
        await SubmitAsync(world, "salaries", "Salaries", Access.Closed);
        await world.CloseSubmissionsAsync(id);
        await world.ApproveAgendaAsync(id);
        await world.AdvanceToAsync(MeetingWorld.May);
        MeetingWorld.Accept(await world.HoldAsync(id));
        await world.PlanAsync(MeetingWorld.June);
        await world.DecideAsync("benches", "Udsat.");
        await world.DecideAsync("salaries", "Udsat.");
        MeetingWorld.Accept(await world.CloseAsync(id, "As decided."));

        await world.Outbox().DrainAsync(Token);

        var notices = world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.HearingNotice).ToList();
        notices.ShouldNotBeEmpty();
        foreach (var letter in notices)
        {
            var page = Encoding.UTF8.GetString(letter.Attachment.ShouldNotBeNull().Content!);
            page.ShouldContain("Benches are wanted.");
            page.ShouldNotContain("Salaries", Case.Sensitive);
            letter.Text.ShouldContain("document.html (without closed items)");
        }
    }

    [Fact]
    public async Task LetterWhoseDocumentIsGone_IsRefused_AndNotSentWithout()
    {
        var letter = new Letter
        {
            MessageId = "<a@b.invalid>",
            Kind = "hearingNotice",
            AboutId = "c",
            ToPersonId = "p",
            ToName = "P",
            ToAddress = "p@forum.invalid",
            Subject = "S",
            Text = "T",
            Html = "<p>T</p>",
            Reason = "R",
            Attachment = new LetterAttachment("dokument.html", "text/html", "0"),
        };
        var folder = Directory.CreateTempSubdirectory("letters-").FullName;
        var transport = new FolderMailTransport(new MessagingOptions { MailFolder = folder, PublicationRoot = folder });

        var result = await transport.SendAsync(letter, Token);

        result.ShouldBeOfType<DeliveryResult.Refused>().Permanent.ShouldBeTrue();
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Consultation> AskAsync(ItemWorld world, Func<DraftItem, DraftItem>? change = null)
    {
        var day = new DateOnly(2026, 4, 14);
        var meeting = await world.MeetAsync(ItemWorld.District, day);
        await world.SubmitAsync((change ?? (draft => draft))(ItemWorld.Lamps(day)));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Sendes i høring.", DecisionOutcome.SentToHearing);
        ItemWorld.Accept(await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Users, Cyclists], 10, "Hvad mener I?"), ItemWorld.Clerk, world.NextCommand, Token));
        return (await world.LookAsync("lamps")).Consultations.ShouldHaveSingleItem();
    }

    private static async Task SubmitAsync(MeetingWorld world, string id, string title, Access access)
    {
        MeetingWorld.Accept(await world.Items.DraftAsync(
            new DraftItem(id, "council", title)
            {
                Access = access,
                PlannedRoute = PlannedRoute.Ends,
                OwnerId = "owner",
                MeetingDate = MeetingWorld.May,
                Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock($"{title} are wanted.")])],
                Recommendation = [new TextBlock("that the council takes note.")],
            },
            MeetingWorld.Clerk, world.NextCommand, Token));
        MeetingWorld.Accept(
            await world.ActAsync(world.Items.SubmitAsync(new SubmitItem(id), MeetingWorld.Clerk, world.NextCommand, Token)));
    }
}
