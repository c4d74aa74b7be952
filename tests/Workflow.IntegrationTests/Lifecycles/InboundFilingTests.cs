using System.Text;
using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Inbound;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Inbound;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Mail to us, from its bytes to the ledger: whose it is, what it means, and what waits for a person.</summary>
public sealed class InboundFilingTests(TestDatabases databases)
{
    private const string Address = "flow@forum.invalid";

    private static readonly DateOnly May = new(2026, 5, 19);
    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    private static readonly ConsultedParty Shops = new("shops", "Handelsforeningen", "butik@forum.invalid");

    [Theory, EachDatabase]
    public async Task Reply_IsThePartysAnswer_AndIsAcknowledgedOnce(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(
            Mail(Users.Address!, notice.ReplyTo!, "Flere lamper, tak.\n\nDen 2. marts skrev Distriktsråd Øst:\n> Hvad mener I?"));

        await world.ReceiveAsync(mailbox);

        mailbox.Settled.Values.ShouldBe([MailboxFolder.Processed]);
        var users = await PartyAsync(world, "users");
        users.State.ShouldBe(PartyState.Answered);
        var answer = users.Responses.ShouldHaveSingleItem();
        answer.Text.ShouldBe("Flere lamper, tak.");
        answer.Source.ShouldBe(AnswerSource.Mail);
        answer.Evidence.ShouldBe(users.Events.ShouldHaveSingleItem().Evidence);
        var receipt = (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();
        receipt.ToAddress.ShouldBe(Users.Address);
        receipt.References.ShouldBe([notice.MessageId, "<svar-1@forum.invalid>"]);
        (await world.Inbound.BytesAsync(answer.Evidence!, Token)).ShouldNotBeNull().Length.ShouldBeGreaterThan(100);
    }

    [Theory, EachDatabase]
    public async Task ProcessThatDiesBeforeTheMailIsPutAway_FilesItOnce(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time) { DiesBeforeSettling = true };
        mailbox.Arrive(Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper."));
        await Should.ThrowAsync<ProcessDeathException>(() => world.ReceiveAsync(mailbox));

        mailbox.DiesBeforeSettling = false;
        await world.ReceiveAsync(mailbox);

        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem();
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();
        mailbox.Settled.Count.ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task FewWordsThatSayNoComments_AreNoComments(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await ReceiveAsync(
            world, Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Hej Kim\n\nVi har ingen bemærkninger."));
        await ReceiveAsync(world, Mail(
            Shops.Address!, (await NoticeAsync(world, "shops")).ReplyTo!,
            "Vi har ingen bemærkninger til lamperne, men bænkene mangler.", id: "svar-2"));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.NoComments);
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
    }

    /// <summary>"No comments" is what somebody says, never what a mail leaves out.</summary>
    [Theory, EachDatabase]
    public async Task EmptyMail_IsHeld_LeavesTheAnswerBeforeIt_AndIsNoComments_ForNobody(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var to = (await NoticeAsync(world, "users")).ReplyTo!;
        await ReceiveAsync(world, Mail(Users.Address!, to, "Flere lamper ved søen."));

        await ReceiveAsync(world, Mail(Users.Address!, to, "", id: "svar-2"));
        await ReceiveAsync(world, Mail(Shops.Address!, Address, " \n\n", id: "svar-3"));

        (await PartyAsync(world, "users")).Counted.ShouldNotBeNull().Text.ShouldBe("Flere lamper ved søen.");
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Sent);
        var held = await world.Inbound.HeldAsync(Token);
        held.Select(mail => mail.PartyId).ShouldBe(["users", "shops"], ignoreOrder: true);
        held.ShouldAllBe(mail => mail.Reason.Contains("hverken tekst eller filer"));
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();
        (await world.Inbound.AssignAsync(
            new AssignMail(held[0].Id, (await HearingAsync(world)).Id, "users"), ItemWorld.Clerk, world.NextCommand, Token))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("mail-not-taken");
    }

    /// <summary>As a telephone sends it: it calls the photo inline and gives it a content id, with no text around it.</summary>
    [Theory, EachDatabase]
    public async Task PhotoWithoutWords_IsAnAnswerWithAFile(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);

        await ReceiveAsync(world, WithPicture(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "", ""));

        var users = await PartyAsync(world, "users");
        users.State.ShouldBe(PartyState.Answered);
        var photo = users.Responses.ShouldHaveSingleItem().Files.ShouldHaveSingleItem();
        (photo.Name, photo.IsInline, photo.IsPublishable).ShouldBe(("IMG_0001.jpeg", false, false));
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem().Text.ShouldContain("IMG_0001.jpeg");
    }

    [Theory, EachDatabase]
    public async Task PictureWithinTheText_IsKeptAndMarked_AndALogoBesideNoComments_IsNoComment(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        const string Shown = "<p>Se skitsen.</p><img src=\"cid:1A2B@forum.invalid\">";
        var (users, shops) = (await NoticeAsync(world, "users"), await NoticeAsync(world, "shops"));

        await ReceiveAsync(world, WithPicture(Users.Address!, users.ReplyTo!, "Se skitsen.", Shown));
        await ReceiveAsync(world, WithPicture(
            Shops.Address!, shops.ReplyTo!, "Vi har ingen bemærkninger.",
            Shown.Replace("Se skitsen", "Vi har ingen bemærkninger")));

        var drawn = await PartyAsync(world, "users");
        drawn.State.ShouldBe(PartyState.Answered);
        drawn.Responses.ShouldHaveSingleItem().Files.ShouldHaveSingleItem().IsInline.ShouldBeTrue();
        var silent = await PartyAsync(world, "shops");
        silent.State.ShouldBe(PartyState.NoComments);
        silent.Responses.ShouldHaveSingleItem().Files.ShouldHaveSingleItem().IsInline.ShouldBeTrue();
        await world.WaitDaysAsync(1);
        var note = await world.ReadAsync(async session =>
            (await session.Publications.FindAsync(
                $"hearingNote.{(await HearingAsync(world)).Id}", Token)).ShouldNotBeNull().Content);
        note.ShouldContain("Billeder i mailens tekst vises ikke her.");
        note.ShouldNotContain("IMG_0001");
    }

    [Theory, EachDatabase]
    public async Task ReplyFromAnotherAddress_CountsByItsToken_ButNotByTheLetterAlone(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");

        await ReceiveAsync(world, Mail("privat@hjemme.invalid", notice.ReplyTo!, "Flere lamper."));
        await ReceiveAsync(
            world, Mail("fremmed@hjemme.invalid", Address, "Også jeg.", id: "svar-2", references: notice.MessageId));

        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem().Text.ShouldBe("Flere lamper.");
        var held = (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem();
        held.FromAddress.ShouldBe("fremmed@hjemme.invalid");
        held.Reason.ShouldContain("anden adresse");
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem().ToAddress.ShouldBe("privat@hjemme.invalid");
    }

    [Theory, EachDatabase]
    public async Task MailWithoutTokenOrLetter_CountsByItsSender_WhereOnlyOneQuestionIsOpen(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);

        await ReceiveAsync(world, Mail("BUTIK@forum.invalid", Address, "Vi er enige."));

        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
    }

    [Theory, EachDatabase]
    public async Task DoubtfulMail_WaitsForThePersonWhoAssignsOrDismissesIt(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var (users, shops) = (await NoticeAsync(world, "users"), await NoticeAsync(world, "shops"));
        await ReceiveAsync(world, Mail("ukendt@hjemme.invalid", Address, "Jeg bor ved parken.", id: "a"));
        await ReceiveAsync(world, Mail(Users.Address!, $"{users.ReplyTo}, {shops.ReplyTo}", "Til begge.", id: "b"));
        await ReceiveAsync(world, Mail(Users.Address!, $"flow+r{new string('a', 26)}@forum.invalid", "Gættet.", id: "c"));
        await ReceiveAsync(world, Mail(Users.Address!, users.ReplyTo!, "Forkert tråd.", id: "d", references: shops.MessageId));
        (await PartyAsync(world, "users")).Responses.ShouldBeEmpty();
        var held = await world.Inbound.HeldAsync(Token);
        held.Count.ShouldBe(4);
        (await HeldTasksAsync(world)).ShouldHaveSingleItem();
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldBeEmpty();
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Inbound.AssignAsync(
            new AssignMail(held.Single(IsWrongThread).Id, hearing.Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));
        (await world.Inbound.DismissAsync(
            new DismissMail(held.First(mail => !IsWrongThread(mail)).Id, ""), ItemWorld.Clerk, world.NextCommand, Token))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("reason-missing");
        foreach (var mail in held.Where(mail => !IsWrongThread(mail)))
            ItemWorld.Accept(await world.Inbound.DismissAsync(
                new DismissMail(mail.Id, "Reklame."), ItemWorld.Clerk, world.NextCommand, Token));

        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem().Text.ShouldBe("Forkert tråd.");
        (await world.Inbound.HeldAsync(Token)).ShouldBeEmpty();
        (await HeldTasksAsync(world)).ShouldBeEmpty();
        (await world.Inbound.DismissAsync(
            new DismissMail(held.Single(IsWrongThread).Id, "Igen."), ItemWorld.Clerk, world.NextCommand, Token))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("mail-not-held");
    }

    [Theory, EachDatabase]
    public async Task HeldLetterThatCameBack_AssignedToItsParty_IsABounceAndNeverItsAnswer(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        await ReceiveAsync(world, Bounce(Address));
        var held = (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem();
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Inbound.AssignAsync(
            new AssignMail(held.Id, hearing.Id, "shops"), ItemWorld.Clerk, world.NextCommand, Token));

        var shops = await PartyAsync(world, "shops");
        (shops.State, shops.Responses.Count).ShouldBe((PartyState.Bounced, 0));
        var bounced = shops.Events.ShouldHaveSingleItem();
        (bounced.Kind, bounced.Evidence).ShouldBe((PartyEventKind.Bounced, held.Id));
        bounced.Detail.ShouldNotBeNull().ShouldContain("5.1.1");
        (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.ToPersonId == "shops")
            .Status.ShouldBe(LetterStatus.Bounced);
        (await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token))).ShouldHaveSingleItem()
            .Kind.ShouldBe("bouncedParty");
        (await world.Inbound.HeldAsync(Token)).ShouldBeEmpty();
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task HeldLetterToTheFormerContact_ThatCameBack_Assigned_LeavesTheNewOneAsked(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        var hearing = await HearingAsync(world);
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid"), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());
        await ReceiveAsync(world, Bounce(Address));

        ItemWorld.Accept(await world.Inbound.AssignAsync(
            new AssignMail((await world.Inbound.HeldAsync(Token))[0].Id, hearing.Id, "shops"),
            ItemWorld.Clerk, world.NextCommand, Token));

        var shops = await PartyAsync(world, "shops");
        (shops.State, shops.Events[^1].Kind).ShouldBe((PartyState.Sent, PartyEventKind.FormerBounced));
    }

    [Theory, EachDatabase]
    public async Task ReplyToTheFormerContactsAddress_WaitsForAPerson_AndTheNewOnesCounts(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var former = await NoticeAsync(world, "users");
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new Activities.Consultations.ChangeContact((await HearingAsync(world)).Id, "users", "ny@forum.invalid"),
            ItemWorld.Clerk, world.NextCommand, Token));
        var current = (await LettersAsync(world, LetterKinds.HearingNotice)).Single(
            letter => letter.ToAddress == "ny@forum.invalid");
        current.ReplyTo.ShouldNotBe(former.ReplyTo);

        await ReceiveAsync(world, Mail(Users.Address!, former.ReplyTo!, "Fra den gamle.", id: "a"));
        await ReceiveAsync(world, Mail("ny@forum.invalid", current.ReplyTo!, "Fra den nye.", id: "b"));

        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem().Text.ShouldBe("Fra den nye.");
        (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem().FromAddress.ShouldBe(Users.Address);
    }

    [Theory, EachDatabase]
    public async Task OutOfOffice_IsNoAnswer_IsNotAcknowledged_AndStandsInTheLedger(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");

        await ReceiveAsync(world, Mail(
            Users.Address!, notice.ReplyTo!, "Jeg er på ferie til mandag.", subject: "Autosvar: Høring",
            also: "Auto-Submitted: auto-replied\n"));

        var users = await PartyAsync(world, "users");
        users.State.ShouldBe(PartyState.OutOfOffice);
        users.Responses.ShouldBeEmpty();
        users.Events.ShouldHaveSingleItem().Kind.ShouldBe(PartyEventKind.OutOfOffice);
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldBeEmpty();
    }

    /// <summary>Exchange stamps that header on what a rule of a mailbox sends on.</summary>
    [Theory, EachDatabase]
    public async Task AnswerSentOnByARuleOfAMailbox_IsAPersons(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        const string Rule = "X-MS-Exchange-Inbox-Rules-Loop: hoering@forum.invalid\n";

        await ReceiveAsync(
            world, Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper.", also: Rule));
        await ReceiveAsync(world, Mail("ukendt@hjemme.invalid", Address, "Jeg bor ved parken.", id: "b", also: Rule));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Answered);
        (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem().FromAddress.ShouldBe("ukendt@hjemme.invalid");
    }

    [Theory, EachDatabase]
    public async Task AutomaticMail_ThatBelongsToNobody_IsListedForAPerson_WithoutATask(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);

        await ReceiveAsync(world, Mail(
            "ukendt@hjemme.invalid", Address, "Jeg bor ved parken og savner lys.", also: "Precedence: bulk\n"));

        var ignored = (await world.Inbound.IgnoredAsync(Token)).ShouldHaveSingleItem();
        (ignored.FromAddress, ignored.State).ShouldBe(("ukendt@hjemme.invalid", MailState.Ignored));
        ignored.Reason.ShouldContain("Precedence: bulk");
        (await world.Inbound.BytesAsync(ignored.Id, Token)).ShouldNotBeNull();
        (await HeldTasksAsync(world)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task LetterThatComesBack_MarksThePartyAndTheLetter_AndAsksForAnotherContact(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        var notice = await NoticeAsync(world, "shops");

        await ReceiveAsync(world, Bounce($"flow+b{BounceTokens.Of(notice.MessageId)}@forum.invalid"));

        var shops = await PartyAsync(world, "shops");
        shops.State.ShouldBe(PartyState.Bounced);
        shops.Events.ShouldHaveSingleItem().Detail.ShouldNotBeNull().ShouldContain("5.1.1");
        (await world.LettersAsync((await HearingAsync(world)).Id)).Single(line => line.Letter.MessageId == notice.MessageId)
            .Status.ShouldBe(LetterStatus.Bounced);
        var hearing = await HearingAsync(world);
        (await world.ReadAsync(
            session => session.OpenTasksAsync(hearing.Id, Token))).ShouldHaveSingleItem().Kind.ShouldBe("bouncedParty");
    }

    /// <summary>A mail server gives up after days, when another contact may have the letter.</summary>
    [Theory, EachDatabase]
    public async Task LetterToTheFormerContact_ThatComesBack_LeavesTheNewOneAsked(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        var first = await NoticeAsync(world, "shops");
        var hearing = await HearingAsync(world);
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid"), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());

        await ReceiveAsync(world, Bounce($"flow+b{BounceTokens.Of(first.MessageId)}@forum.invalid"));

        var shops = await PartyAsync(world, "shops");
        shops.State.ShouldBe(PartyState.Sent);
        shops.Events[^1].Kind.ShouldBe(PartyEventKind.FormerBounced);
        (await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token))).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task LetterThatCameBack_AndIsTakenWhenSentAgain_HasReachedThem(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        var notice = await NoticeAsync(world, "shops");
        await ReceiveAsync(world, Bounce($"flow+b{BounceTokens.Of(notice.MessageId)}@forum.invalid"));
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Bounced);

        ItemWorld.Accept(await world.Letters.ResendAsync(
            new ResendLetter(notice.MessageId), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());

        var shops = await PartyAsync(world, "shops");
        (shops.State, shops.Events[^1].Kind).ShouldBe((PartyState.Sent, PartyEventKind.SentAgain));
        var hearing = await HearingAsync(world);
        (await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token))).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task Loop_EndsAfterTenMailsInAnHour_AndTheRestIsHeldUnacknowledged(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");

        for (var number = 1; number <= InboundDesk.MostPerHour + 2; number++)
            await ReceiveAsync(world, Mail(Users.Address!, notice.ReplyTo!, $"Modtaget {number}", id: $"loop-{number}"));

        (await PartyAsync(world, "users")).Responses.Count.ShouldBe(InboundDesk.MostPerHour);
        (await world.Inbound.HeldAsync(Token)).Count.ShouldBe(2);
        (await LettersAsync(world, LetterKinds.Receipt)).Count.ShouldBe(InboundDesk.MostPerHour);
    }

    [Theory, EachDatabase]
    public async Task MailThatCameInTime_IsNotLateBecauseItWasReadAfterTheClose(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");
        var deadline = (await HearingAsync(world)).Deadline;
        await world.WaitDaysAsync((int)Math.Ceiling((deadline - world.Now).TotalDays) + 1);
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Closed);
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(Mail(Users.Address!, notice.ReplyTo!, "Kom i god tid."), deadline.AddHours(-1));

        await world.ReceiveAsync(mailbox);

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Answered);
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem().Text.ShouldNotContain("Fristen var da udløbet");
        var note = await world.ReadAsync(async session =>
            (await session.Publications.FindAsync(
                $"hearingNote.{(await HearingAsync(world)).Id}.v2", Token)).ShouldNotBeNull().Content);
        note.ShouldContain("Kom i god tid.");
    }

    [Theory, EachDatabase]
    public async Task LetterThatComesBackAfterTheClose_IsNoSilence_TheNoteAndTheSecretariatAreTold(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");
        await world.SendAsync(new MemoryTransport());
        var hearing = await HearingAsync(world);
        await world.WaitDaysAsync((int)Math.Ceiling((hearing.Deadline - world.Now).TotalDays) + 1);
        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Silent);

        await ReceiveAsync(world, Bounce($"flow+b{BounceTokens.Of(notice.MessageId)}@forum.invalid"));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Bounced);
        var note = await world.ReadAsync(async session =>
            (await session.Publications.FindAsync($"hearingNote.{hearing.Id}.v2", Token)).ShouldNotBeNull().Content);
        note.ShouldContain("Brevet kunne ikke afleveres");
        (await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token))).ShouldContain(
            task => task.Kind == "bouncedParty");
    }

    [Theory, EachDatabase]
    public async Task QuotedLetter_DoesNotCarryThePartysLinkIntoTheAnswer(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");
        var link = "https://flow.example/l/" + new string('a', 26);

        await ReceiveAsync(
            world, Mail(Users.Address!, notice.ReplyTo!,
                $"Se nedenfor.\n\n-----Original Message-----\nLæs og svar her: {link}\nSvar til {notice.ReplyTo}"));

        var text = (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem().Text.ShouldNotBeNull();
        text.ShouldContain("Se nedenfor.");
        text.ShouldNotContain("/l/");
        text.ShouldNotContain("+r");
    }

    [Theory, EachDatabase]
    public async Task MailThatComesAfterTheDeadline_IsLate_AndItsReceiptSaysSo(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");
        var deadline = (await HearingAsync(world)).Deadline;
        await world.WaitDaysAsync((int)Math.Ceiling((deadline - world.Now).TotalDays) + 1);

        await ReceiveAsync(world, Mail(Users.Address!, notice.ReplyTo!, "For sent."));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Late);
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem().Text.ShouldContain("Fristen var da udløbet");
    }

    [Theory, EachDatabase]
    public async Task AttachedFiles_AreKept_AndAPersonalNumberInThemIsFound(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var notice = await NoticeAsync(world, "users");

        await ReceiveAsync(world,
            WithFile(Users.Address!, notice.ReplyTo!, "Se vedhæftede.", "../../underskrift.txt", "Underskrevet 010203-1234"));

        var answer = (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem();
        answer.Files.ShouldHaveSingleItem().Name.ShouldBe("underskrift.txt");
        answer.HasPersonalNumber.ShouldBeTrue();
        var hearing = await HearingAsync(world);
        (await world.ReadAsync(
            session => session.OpenTasksAsync(hearing.Id, Token))).ShouldHaveSingleItem().Kind.ShouldBe("personalNumber");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "Authentication-Results: mx.forum.invalid; dmarc=pass header.from=forum.invalid\n", true)]
    [InlineData(DatabaseKind.Postgres,
        "Authentication-Results: mx.forum.invalid; spf=pass; dmarc=pass header.from=forum.invalid\n", true)]
    [InlineData(DatabaseKind.Sqlite, "Authentication-Results: mx.forum.invalid; dmarc=fail header.from=forum.invalid\n", false)]
    [InlineData(DatabaseKind.Sqlite, "Authentication-Results: elsewhere.invalid; dmarc=pass header.from=forum.invalid\n", false)]
    [InlineData(DatabaseKind.Sqlite, "", false)]
    // What a mail brings along stands below what the server wrote.
    [InlineData(
        DatabaseKind.Sqlite,
        "Authentication-Results: mx.forum.invalid; dmarc=none\nAuthentication-Results: mx.forum.invalid; dmarc=pass\n", false)]
    public async Task Sender_ForWhomTheServerDoesNotVouch_AnswersForNobody(DatabaseKind kind, string header, bool isTaken)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(Mail(Users.Address!, Address, "Flere lamper.", also: header));
        using var drain = world.Drain(mailbox, ItemWorld.StrictReader);

        await drain.DrainAsync(Token);

        (await PartyAsync(world, "users")).State.ShouldBe(isTaken ? PartyState.Answered : PartyState.Sent);
        (await world.Inbound.HeldAsync(Token)).Count.ShouldBe(isTaken ? 0 : 1);
    }

    [Theory, EachDatabase]
    public async Task AnswerKnownByItsSenderAlone_IsMarkedSo_AndOneByItsTokenIsNot(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await ReceiveAsync(world, Mail(Users.Address!, Address, "Flere lamper."));
        await ReceiveAsync(
            world, Mail(Shops.Address!, (await NoticeAsync(world, "shops")).ReplyTo!, "Flere bænke.", id: "svar-2"));

        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem().IsBySenderAlone.ShouldBeTrue();
        (await PartyAsync(world, "shops")).Responses.ShouldHaveSingleItem().IsBySenderAlone.ShouldBeFalse();
    }

    /// <summary>A reminder or a receipt is what one replies to as well.</summary>
    [Theory, EachDatabase]
    public async Task EveryLetterToAParty_TakesItsReply(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await world.SendAsync(new MemoryTransport());
        var address = (await NoticeAsync(world, "users")).ReplyTo.ShouldNotBeNull();
        var hearing = await HearingAsync(world);
        await world.WaitDaysAsync((int)(hearing.Deadline - world.Now).TotalDays);
        await ReceiveAsync(world, Mail(Users.Address!, address, "Flere lamper."));

        var letters = (await world.LettersAsync(hearing.Id)).Select(line => line.Letter)
            .Where(letter => letter.ToPersonId == "users").ToList();
        letters.Select(letter => letter.Kind)
            .ShouldBe([LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.Receipt], ignoreOrder: true);
        letters.ShouldAllBe(letter => letter.ReplyTo == address);
        var reminder = (await world.LettersAsync(hearing.Id)).Select(line => line.Letter)
            .Single(letter => letter.ToPersonId == "shops" && letter.Kind == LetterKinds.Reminder);
        await ReceiveAsync(world, Mail("kasse@forum.invalid", reminder.ReplyTo.ShouldNotBeNull(), "Flere bænke.", id: "svar-2"));
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
    }

    [Theory, EachDatabase]
    public async Task FewWordsInReplyToTheReceipt_AreHeld_AndReplaceTheAnswerOnlyWhereAPersonSaysSo(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await ReceiveAsync(world, Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper ved søen."));
        var receipt = (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        await ReceiveAsync(world, Mail(
            Users.Address!, receipt.ReplyTo!, "Hej Kim\n\nTak.\n\nHilsen Bo", id: "tak", references: receipt.MessageId));

        (await PartyAsync(world, "users")).Counted.ShouldNotBeNull().Text.ShouldBe("Flere lamper ved søen.");
        var held = (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem();
        held.Reason.ShouldContain("kvittering");
        (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();

        ItemWorld.Accept(await world.Inbound.AssignAsync(
            new AssignMail(held.Id, (await HearingAsync(world)).Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));
        (await PartyAsync(world, "users")).Counted.ShouldNotBeNull().Text.ShouldNotBeNull().ShouldContain("Tak.");
    }

    [Theory, EachDatabase]
    public async Task NewAnswerInReplyToTheReceipt_TakesTheOldOnesPlace(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        await ReceiveAsync(world, Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper ved søen."));
        var receipt = (await LettersAsync(world, LetterKinds.Receipt)).ShouldHaveSingleItem();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        const string Other = "Vi har talt om det igen og vil hellere have flere bænke.";

        await ReceiveAsync(world, Mail(Users.Address!, receipt.ReplyTo!, Other, id: "svar-2", references: receipt.MessageId));

        (await PartyAsync(world, "users")).Counted.ShouldNotBeNull().Text.ShouldBe(Other);
        (await world.Inbound.HeldAsync(Token)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task MailThatFailsByItself_IsKeptUnreadAndShown_AndHoldsUpNobody(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper.", id: "poison"));
        mailbox.Arrive(Mail(Shops.Address!, (await NoticeAsync(world, "shops")).ReplyTo!, "Flere bænke."));
        using var drain = world.Drain(
            mailbox, new FailingReader(ItemWorld.Reader, mail => mail.Contains("poison") ? new FormatException("No.") : null));

        (await drain.DrainAsync(Token)).ShouldBe(1);
        (await drain.DrainAsync(Token)).ShouldBe(0);
        (await drain.DrainAsync(Token)).ShouldBe(1);

        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
        var held = (await world.Inbound.HeldAsync(Token)).ShouldHaveSingleItem();
        held.Reason.ShouldContain("FormatException");
        (await world.Inbound.BytesAsync(held.Id, Token)).ShouldNotBeNull().Length.ShouldBeGreaterThan(100);
        (await HeldTasksAsync(world)).ShouldHaveSingleItem();
        mailbox.Settled.Values.ShouldBe([MailboxFolder.Processed, MailboxFolder.Held], ignoreOrder: true);
    }

    [Theory, EachDatabase]
    public async Task MailThatCannotBePutAway_KeepsNoOtherUnfiled_AndIsFiledOnce(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time) { RefusesToMove = mail => mail.Contains("Flere lamper") };
        mailbox.Arrive(Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper."));
        mailbox.Arrive(Mail(Shops.Address!, (await NoticeAsync(world, "shops")).ReplyTo!, "Flere bænke.", id: "svar-2"));
        using var drain = world.Drain(mailbox, ItemWorld.Reader);

        await Should.ThrowAsync<MailboxUnreachableException>(() => drain.DrainAsync(Token));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Answered);
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
        mailbox.Settled.Count.ShouldBe(1);
        mailbox.RefusesToMove = _ => false;
        (await drain.DrainAsync(Token) + await drain.DrainAsync(Token)).ShouldBe(1);
        mailbox.Settled.Count.ShouldBe(2);
        (await PartyAsync(world, "users")).Responses.ShouldHaveSingleItem();
        (await LettersAsync(world, LetterKinds.Receipt)).Count.ShouldBe(2);
    }

    /// <summary>More than one group of them.</summary>
    [Theory, EachDatabase]
    public async Task MailboxWithoutRoom_StillHasAllItsMailFiled(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time) { RefusesToMove = _ => true };
        for (var number = 1; number <= 45; number++)
            mailbox.Arrive(Mail($"nabo-{number}@hjemme.invalid", Address, "Jeg bor ved parken.", id: $"nabo-{number}"));
        using var drain = world.Drain(mailbox, ItemWorld.Reader);

        await Should.ThrowAsync<MailboxUnreachableException>(() => drain.DrainAsync(Token));

        (await world.Inbound.HeldAsync(Token)).Count.ShouldBe(45);
        mailbox.Settled.ShouldBeEmpty();
        mailbox.RefusesToMove = _ => false;
        var settled = 0;
        for (var round = 0; round < 5; round++)
            settled += await drain.DrainAsync(Token);
        settled.ShouldBe(45);
        (await world.Inbound.HeldAsync(Token)).Count.ShouldBe(45);
    }

    [Theory, EachDatabase]
    public async Task DiskThatIsFullForAWhile_IsNoFaultOfTheMail(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind);
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(Mail(Users.Address!, (await NoticeAsync(world, "users")).ReplyTo!, "Flere lamper."));
        var isFull = true;
        using var drain = world.Drain(
            mailbox, new FailingReader(ItemWorld.Reader, _ => isFull ? new IOException("No space left on device.") : null));
        for (var round = 0; round < 6; round++)
            (await drain.DrainAsync(Token)).ShouldBe(0);

        isFull = false;

        (await drain.DrainAsync(Token)).ShouldBe(1);
        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Answered);
        (await world.Inbound.HeldAsync(Token)).ShouldBeEmpty();
    }

    private sealed class FailingReader(IMailReader reader, Func<string, Exception?> failure) : IMailReader
    {
        public Task<InboundMail> ReadAsync(MailboxItem item, CancellationToken cancellationToken) =>
            failure(Encoding.UTF8.GetString(item.Content.Span)) is { } exception
                ? throw exception
                : reader.ReadAsync(item, cancellationToken);
    }

    private static bool IsWrongThread(ReceivedMail mail) => mail.MessageId == "<d@forum.invalid>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<ItemWorld> AskAsync(DatabaseKind kind)
    {
        var world = await ItemWorld.OpenAsync(
            databases, kind,
            body => body with { ItemConsultation = new ItemConsultationRule([Users, Shops], 10, "Hvad mener I?") },
            new LetterOptions { ReplyAddress = Address });
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        return world;
    }

    private static async Task ReceiveAsync(ItemWorld world, string mail)
    {
        var mailbox = new MemoryMailbox(world.Time);
        mailbox.Arrive(mail);
        await world.ReceiveAsync(mailbox);
        mailbox.Settled.Count.ShouldBe(1);
    }

    private static string Mail(
        string from, string to, string text, string id = "svar-1", string? references = null, string subject = "SV: Høring",
        string also = "") =>
        $"""
        Message-ID: <{id}@forum.invalid>
        Date: Mon, 2 Mar 2026 09:00:00 +0100
        From: Svarer <{from}>
        To: {to}
        Subject: {subject}
        {also}{(references is null ? "" : $"In-Reply-To: {references}\n")}MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {text}

        """;

    private static string WithFile(string from, string to, string text, string name, string content) =>
        $"""
        Message-ID: <med-fil@forum.invalid>
        From: Svarer <{from}>
        To: {to}
        Subject: SV: Høring
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=skel

        --skel
        Content-Type: text/plain; charset=utf-8

        {text}
        --skel
        Content-Type: text/plain; charset=utf-8
        Content-Disposition: attachment; filename="{name}"

        {content}
        --skel--

        """;

    /// <param name="html">Empty: the mail has none.</param>
    private static string WithPicture(string from, string to, string text, string html) =>
        $"""
        Message-ID: <billede-{from}>
        From: Svarer <{from}>
        To: {to}
        Subject: SV: Høring
        MIME-Version: 1.0
        Content-Type: multipart/related; boundary=skel

        --skel
        {(html.Length == 0 ? Part("plain", text) : Alternative(text, html))}
        --skel
        Content-Type: image/jpeg; name=IMG_0001.jpeg
        Content-Disposition: inline; filename=IMG_0001.jpeg
        Content-Id: <1A2B@forum.invalid>
        Content-Transfer-Encoding: base64

        /9j/4AAQSkZJRg==
        --skel--

        """;

    private static string Alternative(string text, string html) =>
        "Content-Type: multipart/alternative; boundary=alt\n\n"
        + $"--alt\n{Part("plain", text)}\n--alt\n{Part("html", html)}\n--alt--";

    private static string Part(string type, string text) => $"Content-Type: text/{type}; charset=utf-8\n\n{text}";

    private static string Bounce(string to) =>
        $"""
        Return-Path: <>
        From: MAILER-DAEMON@forum.invalid
        To: {to}
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

        Final-Recipient: rfc822; butik@forum.invalid
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 No such user
        --skel--

        """;

    private static async Task<Letter> NoticeAsync(ItemWorld world, string partyId) =>
        (await LettersAsync(world, LetterKinds.HearingNotice)).Single(letter => letter.ToPersonId == partyId);

    private static async Task<IReadOnlyList<Letter>> LettersAsync(ItemWorld world, string kind) =>
        [.. (await world.LettersAsync((await HearingAsync(world)).Id)).Select(line => line.Letter)
            .Where(letter => letter.Kind == kind)];

    private static Task<IReadOnlyList<SecretariatTask>> HeldTasksAsync(ItemWorld world) =>
        world.ReadAsync(session => session.OpenTasksAsync(InboundDesk.MailboxSubject, Token));

    private static Task<Consultation> HearingAsync(ItemWorld world) => world.ReadAsync(async session =>
        (await session.ConsultationsAboutAsync("lamps", Token)).ShouldHaveSingleItem());

    private static async Task<ConsultationParty> PartyAsync(ItemWorld world, string partyId) =>
        (await HearingAsync(world)).Parties.Single(party => party.Id == partyId);
}
