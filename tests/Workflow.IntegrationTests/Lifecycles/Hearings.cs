using System.Globalization;
using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A hearing of two parties that has been opened, and the mails it may get.</summary>
internal static class Hearings
{
    public const string Address = "flow@forum.invalid";

    public static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    public static readonly ConsultedParty Shops = new("shops", "Handelsforeningen", "butik@forum.invalid");

    private static readonly DateOnly May = new(2026, 5, 19);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ItemWorld> AskAsync(TestDatabases databases, DatabaseKind kind, Func<Body, Body>? more = null)
    {
        var world = await ItemWorld.OpenAsync(
            databases, kind,
            body => (more ?? (same => same))(
                body with { ItemConsultation = new ItemConsultationRule([Users, Shops], 10, "Hvad mener I?") }),
            new LetterOptions { ReplyAddress = Address });
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        return world;
    }

    public static Task<Consultation> HearingAsync(this ItemWorld world) => world.ReadAsync(async session =>
        (await session.ConsultationsAboutAsync("lamps", Token)).ShouldHaveSingleItem());

    public static async Task<ConsultationParty> PartyAsync(this ItemWorld world, string partyId) =>
        (await world.HearingAsync()).Parties.Single(party => party.Id == partyId);

    /// <summary>Of the party, in the order they were decided on.</summary>
    public static async Task<IReadOnlyList<LetterLine>> LettersToAsync(this ItemWorld world, string partyId) =>
        [.. (await world.LettersAsync((await world.HearingAsync()).Id)).Where(line => line.Letter.ToPersonId == partyId)];

    public static async Task<LetterLine> LetterAsync(this ItemWorld world, string kind, string partyId) =>
        (await world.LettersToAsync(partyId)).Single(line => line.Letter.Kind == kind);

    public static async Task<Letter> NoticeAsync(this ItemWorld world, string partyId) =>
        (await world.LetterAsync(LetterKinds.HearingNotice, partyId)).Letter;

    public static async Task<IReadOnlyList<SecretariatTask>> TasksAsync(this ItemWorld world)
    {
        var hearing = await world.HearingAsync();
        return await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token));
    }

    public static async Task AnswerAsync(this ItemWorld world, string partyId, string text) =>
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation((await world.HearingAsync()).Id, partyId, text), ItemWorld.Clerk, world.NextCommand, Token));

    public static async Task ChangeContactAsync(this ItemWorld world, string partyId, string address) =>
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact((await world.HearingAsync()).Id, partyId, address), ItemWorld.Clerk, world.NextCommand, Token));

    /// <summary>Whole days, until the deadline has passed.</summary>
    public static async Task WaitForTheCloseAsync(this ItemWorld world)
    {
        var deadline = (await world.HearingAsync()).Deadline;
        await world.WaitDaysAsync((int)Math.Ceiling((deadline - world.Now).TotalDays) + 1);
    }

    /// <summary>Whole days, until the parties have been reminded.</summary>
    public static async Task WaitForTheReminderAsync(this ItemWorld world) =>
        await world.WaitDaysAsync((int)((await world.HearingAsync()).Deadline - world.Now).TotalDays);

    public static async Task ReceiveAsync(this ItemWorld world, string mail)
    {
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(mail);
        await world.ReceiveAsync(mailbox);
        mailbox.Settled.Count.ShouldBe(1);
    }

    public static string Mail(string from, string to, string text, string also = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Message-ID: <svar@forum.invalid>
        Date: Mon, 2 Mar 2026 09:00:00 +0100
        From: Svarer <{from}>
        To: {to}
        Subject: SV: Høring
        {also}MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {text}

        """);

    /// <summary>A report that the letter came back, as its envelope sender names it.</summary>
    public static string Bounce(Letter letter) =>
        $"""
        Return-Path: <>
        From: MAILER-DAEMON@forum.invalid
        To: flow+b{BounceTokens.Of(letter.MessageId)}@forum.invalid
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=skel

        --skel
        Content-Type: text/plain

        Your message could not be delivered.
        --skel
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.forum.invalid

        Final-Recipient: rfc822; {letter.ToAddress}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 No such user
        --skel--

        """;
}
