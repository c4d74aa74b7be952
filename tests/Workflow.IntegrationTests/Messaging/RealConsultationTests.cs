using MimeKit;
using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Inbound;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Messaging;

/// <summary>A whole consultation by real mail both ways, through Postfix and Dovecot, from the notice to the note.</summary>
public sealed class RealConsultationTests(TestDatabases databases)
{
    private static readonly DateOnly May = new(2026, 5, 19);

    private static readonly ConsultedParty[] Parties =
    [
        Party("bemaerker", "Ældrerådet"), Party("ingen", "Borgerforeningen"), Party("toGange", "Østerby Handel"),
        Party("bilag", "Åparkens Venner"),
        Party("afvist", "Cyklistklubben"), Party("forsvundet", "Dyrenes Venner"), Party("ferie", "Efterskolen"),
        Party("privat", "Fiskeriforeningen"),
        Party("sen", "Grundejerne"), Party("senMed", "Havnen"), Party("tavs", "Idrætsklubben"),
        new("former", "Lysrådet", "lysraad@parter.invalid"),
    ];

    [Theory, EachDatabase]
    public async Task TwelveParties_OfEveryKind_EndInARightLedgerAndNote(DatabaseKind kind)
    {
        await using var mail = await RealMail.StartAsync();
        await using var world = await AskAsync(kind);
        await world.SendAsync(mail.Transport);

        await ReplyInTimeAsync(mail);
        // Seven answers of people, one of a machine, one mail of a stranger and the report of Postfix.
        await ReceiveAsync(world, mail, 8);
        await world.WaitDaysAsync(DaysTo((await HearingAsync(world)).Deadline, world.Now) + 1);
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Closed);
        foreach (var late in new[] { "sen", "senMed" })
            await AnswerAsync(mail, late, "Vi nåede det ikke før nu.");
        await ReceiveAsync(world, mail, 2);
        var hearing = await HearingAsync(world);
        ItemWorld.Accept(await world.Consultations.AdmitAsync(
            new AdmitResponse(hearing.Id, "senMed"), ItemWorld.Clerk, world.NextCommand, Token));
        ItemWorld.Accept(
            await world.Consultations.FileAsync(new FileResponse(hearing.Id, "sen"), ItemWorld.Clerk, world.NextCommand, Token));

        await ShouldBeRightAsync(world);
        await NoteShouldBeRightAsync(world);
        await world.SendAsync(mail.Transport);
        await TheyShouldHaveBeenToldAsync(mail);
    }

    private static async Task ReplyInTimeAsync(RealMail mail)
    {
        await AnswerAsync(
            mail, "bemaerker", "Sæt flere lamper ved søen.\n\nMed venlig hilsen\nBo Lund\nMobil 12 34 56 78\nbo@hjemme.invalid");
        await AnswerAsync(mail, "ingen", "Hej,\n\nVi har ingen bemærkninger.\n\nMvh\nÅse Birk");
        await AnswerAsync(mail, "toGange", "Først var vi imod.");
        await mail.WaitForInboxAsync(4);
        await AnswerAsync(mail, "toGange", "Nu er vi for.");
        await AnswerWithFileAsync(mail);
        await AwayAsync(mail);
        var notice = await NoticeAsync(mail, "privat");
        await mail.SendAsync(RealMail.Reply(notice, "ole@hjemme.invalid", "Jeg svarer hjemmefra."), "ole@hjemme.invalid");
    }

    private static async Task ShouldBeRightAsync(ItemWorld world)
    {
        var states = (await HearingAsync(world)).Parties.ToDictionary(party => party.Id, party => party.State);
        states.ShouldBe(new Dictionary<string, PartyState>
        {
            ["bemaerker"] = PartyState.Answered,
            ["ingen"] = PartyState.NoComments,
            ["toGange"] = PartyState.Answered,
            ["bilag"] = PartyState.Answered,
            ["afvist"] = PartyState.Bounced,
            ["forsvundet"] = PartyState.Bounced,
            ["ferie"] = PartyState.Silent,
            ["privat"] = PartyState.Answered,
            ["sen"] = PartyState.Late,
            ["senMed"] = PartyState.Answered,
            ["tavs"] = PartyState.Silent,
            ["former"] = PartyState.Unreachable,
        });
        (await PartyAsync(world, "toGange")).Responses.Select(response => response.Text)
            .ShouldBe(["Først var vi imod.", "Nu er vi for."]);
        (await PartyAsync(world, "afvist")).Events.ShouldHaveSingleItem().Detail.ShouldNotBeNull().ShouldStartWith("550");
        (await PartyAsync(world, "forsvundet")).Events.ShouldHaveSingleItem().Detail.ShouldNotBeNull().ShouldContain("5.1.1");
        (await PartyAsync(world, "ferie")).Events.ShouldHaveSingleItem().Kind.ShouldBe(PartyEventKind.OutOfOffice);
        var withFile = (await PartyAsync(world, "bilag")).Responses.ShouldHaveSingleItem();
        withFile.Files.ShouldHaveSingleItem().Name.ShouldBe("plan.txt");
        withFile.SubjectToPoliticalApproval.ShouldBeTrue();
        (await world.Inbound.HeldAsync(Token)).ShouldBeEmpty();
    }

    private static async Task NoteShouldBeRightAsync(ItemWorld world)
    {
        var note = await world.ReadAsync(async session =>
            (await session.Publications.GetAsync(
                $"hearingNote.{(await session.ConsultationsAboutAsync("lamps", Token))[0].Id}.v2", Token)).Content);
        var names =
            new[] { "Borgerforeningen", "Cyklistklubben", "Idrætsklubben", "Ældrerådet", "Østerby Handel", "Åparkens Venner" };
        names.Select(name => note.IndexOf(name, StringComparison.Ordinal)).ShouldBeInOrder();
        foreach (var said in new[] { "Sæt flere lamper ved søen.", "Nu er vi for.", "Jeg svarer hjemmefra.",
            "Vi nåede det ikke før nu.", "forbehold for", "plan.txt" })
            note.ShouldContain(said);
        note.ShouldNotContain("Først var vi imod.");
        // The addresses and the telephone of a signature are nobody's business.
        note.ShouldNotContain(".invalid");
        note.ShouldNotContain("12 34 56 78");
        note.ShouldContain("Kunne ikke høres");
    }

    /// <summary>
    /// Receipts to the six people who wrote in time and the two who wrote late, none to a machine; the late ones are told.
    /// </summary>
    private static async Task TheyShouldHaveBeenToldAsync(RealMail mail)
    {
        (await mail.ReceivedAsync(AddressOf("senMed"), letter => Is(letter, LetterKinds.LateAnswer))).TextBody.ShouldNotBeNull()
            .ShouldContain("taget med");
        (await mail.ReceivedAsync(AddressOf("sen"), letter => Is(letter, LetterKinds.LateAnswer))).TextBody.ShouldNotBeNull()
            .ShouldContain("indgår ikke");
        foreach (var party in new[] { "bemaerker", "ingen", "toGange", "bilag", "senMed", "sen" })
            (await mail.ReceivedAsync(
                AddressOf(party), letter => Is(letter, LetterKinds.Receipt))).InReplyTo.ShouldNotBeNullOrEmpty(party);
        var receipt = await mail.ReceivedAsync("ole@hjemme.invalid", letter => Is(letter, LetterKinds.Receipt));
        receipt.InReplyTo.ShouldNotBeNullOrEmpty();
        // All of that has arrived, so a receipt to a machine would have, too.
        (await mail.AllAsync(AddressOf("ferie"))).ShouldAllBe(letter => !Is(letter, LetterKinds.Receipt));
    }

    private static async Task AnswerAsync(RealMail mail, string party, string text) =>
        await mail.SendAsync(RealMail.Reply(await NoticeAsync(mail, party), AddressOf(party), text), AddressOf(party));

    private static async Task AnswerWithFileAsync(RealMail mail)
    {
        var reply = RealMail.Reply(
            await NoticeAsync(mail, "bilag"), AddressOf("bilag"), "Svaret gives med forbehold for politisk godkendelse.");
        var file = new MimePart("text", "plain")
        {
            FileName = "../plan.txt",
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            Content = new MimeContent(new MemoryStream("Tegning af parken"u8.ToArray())),
        };
        reply.Body = new Multipart("mixed") { reply.Body!, file };
        await mail.SendAsync(reply, AddressOf("bilag"));
    }

    private static async Task AwayAsync(RealMail mail)
    {
        var reply = RealMail.Reply(
            await NoticeAsync(mail, "ferie"), AddressOf("ferie"), "Jeg er på ferie og læser mail igen på mandag.");
        reply.Subject = "Autosvar: Høring";
        reply.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        await mail.SendAsync(reply, sender: null);
    }

    private static Task<MimeMessage> NoticeAsync(RealMail mail, string party) =>
        mail.ReceivedAsync(AddressOf(party), letter => Is(letter, LetterKinds.HearingNotice));

    private static bool Is(MimeMessage mail, string kind) => mail.Headers["X-Workflow-Kind"] == kind;

    private static async Task ReceiveAsync(ItemWorld world, RealMail mail, int count)
    {
        await mail.WaitForInboxAsync(count);
        (await world.ReceiveAsync(mail.Mailbox)).ShouldBe(count);
    }

    private async Task<ItemWorld> AskAsync(DatabaseKind kind)
    {
        var world = await ItemWorld.OpenAsync(
            databases, kind, body => body with { ItemConsultation = new ItemConsultationRule(Parties, 10, "Hvad mener I?") },
            new LetterOptions { ReplyAddress = RealMail.Address });
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        return world;
    }

    private static ConsultedParty Party(string id, string name) => new(id, name, AddressOf(id));

    private static string AddressOf(string id) => $"{id.ToLowerInvariant()}@parter.invalid";

    private static int DaysTo(DateTimeOffset instant, DateTimeOffset now) => (int)Math.Ceiling((instant - now).TotalDays);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Consultation> HearingAsync(ItemWorld world) => world.ReadAsync(async session =>
        (await session.ConsultationsAboutAsync("lamps", Token)).ShouldHaveSingleItem());

    private static async Task<ConsultationParty> PartyAsync(ItemWorld world, string partyId) =>
        (await HearingAsync(world)).Parties.Single(party => party.Id == partyId);
}
