using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Letters;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>What becomes known of each party, and what the secretariat does about it.</summary>
public sealed class ConsultationLedgerTests(TestDatabases databases)
{
    private static readonly DateOnly May = new(2026, 5, 19);

    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");
    private static readonly ConsultedParty Shops = new("shops", "Handelsforeningen", "butik@forum.invalid");
    private static readonly ConsultedParty Nobody = new("nobody", "Lyslauget", null);

    [Theory, EachDatabase]
    public async Task PartyThatCouldNotBeAsked_IsNeverSilent_AndTheNoteSaysSo(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Nobody);
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Text.ShouldContain("Lyslauget");

        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Silent);
        (await PartyAsync(world, "nobody")).State.ShouldBe(PartyState.Unreachable);
        (await NoteAsync(world, 1)).ShouldContain("Kunne ikke høres");
    }

    [Theory, EachDatabase]
    public async Task NoticeThatStillWaitsForTheServerAtTheDeadline_IsNoSilence(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(new MemoryTransport
        {
            Answer = letter => letter.ToPersonId == "users" ? new DeliveryResult.Unreachable("The server is away.") : null,
        });

        await world.WaitDaysAsync(20);

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Bounced);
        (await PartyAsync(world, "users")).Events[^1].Detail.ShouldNotBeNull().ShouldContain("had not left");
        (await NoteAsync(world, 1)).ShouldContain("Brevet kunne ikke afleveres");
    }

    [Theory, EachDatabase]
    public async Task BodyThatHasEnded_IsATask_ThoughItsAddressIsStillKnown(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, new ConsultedParty("former", "Lysrådet", "lys@forum.invalid"));

        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Text.ShouldContain("2025-12-31");
        (await PartyAsync(world, "former")).State.ShouldBe(PartyState.Unreachable);
        (await world.LettersAsync((await HearingAsync(world)).Id)).ShouldHaveSingleItem().Letter.ToPersonId.ShouldBe("users");
    }

    [Theory, EachDatabase]
    public async Task RefusedLetter_ReachesTheLedgerAndTheSecretariatAtOnce(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);

        await world.SendAsync(Refusing("shops"));

        var shops = await PartyAsync(world, "shops");
        shops.State.ShouldBe(PartyState.Bounced);
        var refused = shops.Events.ShouldHaveSingleItem();
        refused.Kind.ShouldBe(PartyEventKind.Refused);
        refused.Detail.ShouldBe("550 No such user");
        refused.Evidence.ShouldBe(
            (await world.LettersAsync((await HearingAsync(world)).Id)).Single(
                line => line.Letter.ToPersonId == "shops").Letter.MessageId);
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Kind.ShouldBe("bouncedParty");
        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Sent);
    }

    [Theory, EachDatabase]
    public async Task ProcessThatDiesBeforeTheLedgerIsTold_IsMadeUpForByTheNextLook_AndByTheClose(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(Refusing("shops"), tellsLedgers: false);
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Sent);

        (await world.Ledgers.RunAsync(CancellationToken.None)).ShouldBe(1);
        (await world.Ledgers.RunAsync(CancellationToken.None)).ShouldBe(0, "the ledger knows");
        (await PartyAsync(world, "shops")).Events.ShouldHaveSingleItem();

        await using var other = await AskAsync(kind, Users, Shops);
        await other.SendAsync(Refusing("shops"), tellsLedgers: false);
        await other.WaitDaysAsync(20);
        (await PartyAsync(other, "shops")).State.ShouldBe(PartyState.Bounced);
    }

    [Theory, EachDatabase]
    public async Task LetterOfWhichNothingIsKnown_IsNoSilence(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(new MemoryTransport
        {
            IsIdempotent = false,
            Answer = letter => letter.ToPersonId == "shops" ? new DeliveryResult.Unknown("The answer did not come") : null,
        });
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Kind.ShouldBe("uncertainParty");

        await world.WaitDaysAsync(20);

        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Uncertain);
        (await NoteAsync(world, 1)).ShouldContain("uvist, om brevet kom frem");
    }

    [Theory, EachDatabase]
    public async Task RefusedLetter_ThatIsTakenWhenSentAgain_HasReachedThem_AndTheTaskIsDone(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(Refusing("shops"));
        var hearing = await HearingAsync(world);
        var letter = (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.ToPersonId == "shops").Letter;

        ItemWorld.Accept(await world.Letters.ResendAsync(
            new ResendLetter(letter.MessageId), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());

        var shops = await PartyAsync(world, "shops");
        (shops.State, shops.Events[^1].Kind).ShouldBe((PartyState.Sent, PartyEventKind.SentAgain));
        (await OpenTasksAsync(world)).ShouldBeEmpty();
        await world.WaitDaysAsync(20);
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Silent);
        (await world.LettersAsync(hearing.Id)).ShouldContain(
            line => line.Letter.ToPersonId == "shops" && line.Letter.Kind == LetterKinds.Reminder);
    }

    /// <summary>The page may have been opened by a scanner that then kept the letter back.</summary>
    [Theory, EachDatabase]
    public async Task PageThatWasOpened_DoesNotEndTheDoubtWhetherTheLetterArrived(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(new MemoryTransport
        {
            Answer = letter => letter.ToPersonId == "shops" ? new DeliveryResult.Unknown("The connection was lost.") : null,
        });
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Uncertain);
        var hearing = await HearingAsync(world);

        ConsultationLedgerRules.Note(hearing, "shops", new PartyEvent(PartyEventKind.PageOpened, hearing.OpensAt, "link")).Value
            .Parties.Single(party => party.Id == "shops").State.ShouldBe(PartyState.Uncertain);
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Kind.ShouldBe("uncertainParty");
    }

    [Theory, EachDatabase]
    public async Task NewContact_IsAskedThere_AndItsOwnDeadlineIsWaitedFor(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await world.SendAsync(Refusing("shops"));
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid", hearing.Deadline.AddDays(7)), ItemWorld.Clerk,
            world.NextCommand, Token));
        (await OpenTasksAsync(world)).ShouldBeEmpty();
        var transport = new MemoryTransport();
        await world.SendAsync(transport);
        var notice = transport.Sent.Single(letter => letter.Kind == LetterKinds.HearingNotice);
        notice.ToAddress.ShouldBe("formand@forum.invalid");

        await WaitUntilAsync(world, hearing.Deadline.AddDays(1));
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Open);
        await AnswerAsync(world, "shops", "Sæt flere lamper.");
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Answered);
        await AnswerAsync(world, "users", "For sent.");
        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Late);

        await WaitUntilAsync(world, hearing.Deadline.AddDays(8));
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Closed);
    }

    [Theory, EachDatabase]
    public async Task PartyWithItsOwnDeadline_KeepsItWhenTheConsultationIsExtended_AndItClosesThen(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        var hearing = await HearingAsync(world);
        var own = hearing.Deadline.AddDays(7);
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid", own), ItemWorld.Clerk, world.NextCommand, Token));

        ItemWorld.Accept(await world.Consultations.ExtendAsync(
            new ExtendConsultation(hearing.Id, hearing.Deadline.AddDays(2), "Ferie."), ItemWorld.Clerk,
            world.NextCommand, Token));
        await world.LookAsync("lamps");
        await WaitUntilAsync(world, hearing.Deadline.AddDays(4));
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Open);

        await WaitUntilAsync(world, own.AddDays(1));
        (await HearingAsync(world)).State.ShouldBe(ConsultationState.Closed);
        (await PartyAsync(world, "shops")).State.ShouldBe(PartyState.Silent);
    }

    [Theory, EachDatabase]
    public async Task NewContact_ReadsItsOwnDeadlineInItsLetter(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        var hearing = await HearingAsync(world);
        var general = (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.ToPersonId == "shops").Letter.Subject;

        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid", hearing.Deadline.AddDays(7)), ItemWorld.Clerk,
            world.NextCommand, Token));

        var told = (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.ToAddress == "formand@forum.invalid").Letter;
        told.Subject.ShouldNotBe(general, "the subject names the deadline");
    }

    [Theory, EachDatabase]
    public async Task PartyWithItsOwnDeadline_IsRemindedBeforeThatOne_AndTheOthersBeforeTheirs(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        var hearing = await HearingAsync(world);
        var own = hearing.Deadline.AddDays(14);
        // A second contact: what was set for the first one reminds nobody.
        foreach (var (address, deadline) in new[] { ("naestformand@forum.invalid", hearing.Deadline.AddDays(10)),
            ("formand@forum.invalid", own) })
            ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
                new ChangeContact(hearing.Id, "shops", address, deadline), ItemWorld.Clerk, world.NextCommand, Token));

        await WaitUntilAsync(world, hearing.Deadline.AddHours(1));
        (await RemindersAsync(world)).Select(letter => letter.ToAddress).ShouldBe([Users.Address]);

        await WaitUntilAsync(world, own.AddHours(-1));
        var reminder = (await RemindersAsync(world)).Single(letter => letter.ToAddress != Users.Address);
        reminder.ToAddress.ShouldBe("formand@forum.invalid");
        var day = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(own, "Europe/Copenhagen").Day;
        reminder.Text.ShouldContain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {day}. "));
        (await RemindersAsync(world)).Count.ShouldBe(2);
    }

    [Theory, EachDatabase]
    public async Task PartyWithItsOwnDeadline_ThatHasAnswered_IsNotReminded(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        var hearing = await HearingAsync(world);
        ItemWorld.Accept(await world.Consultations.ChangeContactAsync(
            new ChangeContact(hearing.Id, "shops", "formand@forum.invalid", hearing.Deadline.AddDays(14)), ItemWorld.Clerk,
            world.NextCommand, Token));
        await AnswerAsync(world, "shops", "Sæt flere lamper.");

        await WaitUntilAsync(world, hearing.Deadline.AddDays(15));

        (await RemindersAsync(world)).Select(letter => letter.ToAddress).ShouldBe([Users.Address]);
    }

    [Theory, EachDatabase]
    public async Task ClosedItem_IsNamedToOutsidersInNoLetter_NeitherReminderNorWithdrawal(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => Asking(body, [Users]));
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(
            May) with
        { Title = "Opsigelse af gartner Hemming", Access = Access.Closed, PublicTitle = "En personalesag" });
        await WaitUntilAsync(world, (await HearingAsync(world)).Deadline.AddDays(-1));
        await world.WithdrawAsync("lamps");

        var outside = (await world.LettersAsync(aboutId: null)).Select(line => line.Letter)
            .Where(letter => letter.ToAddress == Users.Address).ToList();

        outside.Select(letter => letter.Kind)
            .ShouldBe([LetterKinds.HearingNotice, LetterKinds.Reminder, LetterKinds.Withdrawn], ignoreOrder: true);
        outside.ShouldAllBe(letter => !(letter.Subject + letter.Text + letter.Html + letter.Reason).Contains("Hemming"));
    }

    [Theory, EachDatabase]
    public async Task LateAnswer_AdmittedAfterTheClose_StandsInANewNote_AndItsSenderIsTold(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users);
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);
        (await NoteAsync(world, 1)).ShouldContain("Der indkom ingen bemærkninger");
        await AnswerAsync(world, "users", "Vi vil have flere lamper.");
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Kind.ShouldBe("lateAnswer");
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Consultations.AdmitAsync(
            new AdmitResponse(hearing.Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));

        var note = await NoteAsync(world, 2);
        note.ShouldContain("Vi vil have flere lamper.");
        note.ShouldNotContain("Der indkom ingen");
        (await HearingAsync(world)).Note.ShouldNotBeNull().ShouldContain("Parkens venner");
        (await OpenTasksAsync(world)).ShouldBeEmpty();
        var told = (await world.LettersAsync(hearing.Id)).Single(line => line.Letter.Kind == LetterKinds.LateAnswer).Letter;
        told.ToAddress.ShouldBe(Users.Address);
        told.Text.ShouldContain("taget med");
    }

    [Theory, EachDatabase]
    public async Task LateAnswer_ThatIsFiled_DoesNotCount_AndItsSenderIsTold(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users);
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);
        await AnswerAsync(world, "users", "Vi vil have flere lamper.");
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Consultations.FileAsync(
            new FileResponse(hearing.Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));

        (await PartyAsync(world, "users")).State.ShouldBe(PartyState.Late);
        (await world.LettersAsync(hearing.Id)).Single(
            line => line.Letter.Kind == LetterKinds.LateAnswer).Letter.Text.ShouldContain("indgår ikke");
        (await OpenTasksAsync(world)).ShouldBeEmpty();
        (await world.Consultations.AdmitAsync(new AdmitResponse(hearing.Id, "users"), ItemWorld.Clerk, world.NextCommand, Token))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("nothing-late");
    }

    [Theory, EachDatabase]
    public async Task TwoLateAnswers_AreTwoDecisions_AndEachSenderIsToldOfItsOwn(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users);
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);
        await AnswerAsync(world, "users", "Vi vil have flere lamper.");
        await world.WaitDaysAsync(1);
        await AnswerAsync(world, "users", "Og bænke.");
        var hearing = await HearingAsync(world);
        var late = (await PartyAsync(world, "users")).Responses;
        (await OpenTasksAsync(world)).Count.ShouldBe(2);

        ItemWorld.Accept(await world.Consultations.FileAsync(
            new FileResponse(hearing.Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));
        (await OpenTasksAsync(world)).ShouldHaveSingleItem();
        ItemWorld.Accept(await world.Consultations.AdmitAsync(
            new AdmitResponse(hearing.Id, "users", late[0].At), ItemWorld.Clerk, world.NextCommand, Token));

        (await OpenTasksAsync(world)).ShouldBeEmpty();
        var users = await PartyAsync(world, "users");
        users.Counted!.Text.ShouldBe("Vi vil have flere lamper.");
        users.Responses.Select(answer => (answer.Admitted, answer.Filed)).ShouldBe([(true, false), (false, true)]);
        var told = (await world.LettersAsync(hearing.Id)).Where(line => line.Letter.Kind == LetterKinds.LateAnswer)
            .Select(line => line.Letter.Text).ToList();
        told.Count.ShouldBe(2);
        told.ShouldContain(text => text.Contains("taget med"));
        told.ShouldContain(text => text.Contains("indgår ikke"));
    }

    [Theory, EachDatabase]
    public async Task AnswerAfterOneThatCameInTime_DoesNotTakeItAway(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await AnswerAsync(world, "users", "Flere lamper.");
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);
        await AnswerAsync(world, "users", "Og bænke.");

        var users = await PartyAsync(world, "users");

        users.State.ShouldBe(PartyState.Answered);
        users.Counted.ShouldNotBeNull().Text.ShouldBe("Flere lamper.");
        users.Undecided().ShouldNotBeNull().Text.ShouldBe("Og bænke.");
    }

    [Theory, EachDatabase]
    public async Task PersonalNumber_IsWithheldFromTheNote_UntilSomebodySaysWhyNot(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users, Shops);
        await AnswerAsync(world, "users", "Ring til os, mit nummer er 010203-1234.");
        (await OpenTasksAsync(world)).ShouldHaveSingleItem().Kind.ShouldBe("personalNumber");
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync(20);
        (await NoteAsync(world, 1)).ShouldNotContain("010203-1234");
        var hearing = await HearingAsync(world);

        (await world.Consultations.ReleaseAsync(
            new ReleaseResponse(hearing.Id, "users", " "), ItemWorld.Clerk, world.NextCommand, Token))
            .Refusal.ShouldNotBeNull().Code.ShouldBe("reason-missing");
        ItemWorld.Accept(await world.Consultations.ReleaseAsync(
            new ReleaseResponse(hearing.Id, "users", "Et journalnummer."), ItemWorld.Clerk, world.NextCommand, Token));

        (await NoteAsync(world, 2)).ShouldContain("010203-1234");
        (await OpenTasksAsync(world)).ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task BodysReply_StandsBesideTheComment(DatabaseKind kind)
    {
        await using var world = await AskAsync(kind, Users);
        await AnswerAsync(world, "users", "Flere lamper.");
        await world.LookAsync("lamps");
        var hearing = await HearingAsync(world);

        ItemWorld.Accept(await world.Consultations.ReplyAsync(
            new ReplyToResponse(hearing.Id, "users", "Der kommer fire mere.", Followed: true), ItemWorld.Clerk,
            world.NextCommand, Token));

        // The deadline has yet to come, so the first version waits: it is that one which says so.
        var note = await NoteAsync(world, 1);
        note.ShouldContain("Der kommer fire mere.");
        note.ShouldContain("Bemærkningen er fulgt.");
    }

    [Theory, EachDatabase]
    public async Task ClosedItem_IsAskedAboutByItsPublicTitleOnly(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => Asking(body, [Users]));
        await world.MeetAsync(ItemWorld.District, May);

        await world.SubmitAsync(ItemWorld.Lamps(
            May) with
        { Title = "Opsigelse af gartner Hemming", Access = Access.Closed, PublicTitle = "En personalesag" });

        var letter = (await world.LettersAsync((await HearingAsync(world)).Id)).ShouldHaveSingleItem().Letter;
        (letter.Subject + letter.Text + letter.Html + letter.Reason).ShouldNotContain("Hemming");
        letter.Text.ShouldContain("En personalesag");
    }

    [Theory, EachDatabase]
    public async Task TwoPartiesWithOneId_AreRefused(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Sendes i høring.", Forums.Decisions.DecisionOutcome.SentToHearing);

        var twice = await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Users, Shops with { Id = "users" }], 10, "Hvad mener I?"), ItemWorld.Clerk,
            world.NextCommand, Token);
        var empty = await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Users, Shops with { Id = " " }], 10, "Hvad mener I?"), ItemWorld.Clerk,
            world.NextCommand, Token);

        twice.Refusal.ShouldNotBeNull().Code.ShouldBe("party-twice");
        twice.Refusal!.Text.ShouldContain("Handelsforeningen");
        empty.Refusal.ShouldNotBeNull().Code.ShouldBe("party-without-id");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Body Asking(Body body, IReadOnlyList<ConsultedParty> parties) =>
        body with { ItemConsultation = new ItemConsultationRule(parties, 10, "Hvad mener I?") };

    /// <summary>A hearing that has been sent to the parties.</summary>
    private async Task<ItemWorld> AskAsync(DatabaseKind kind, params ConsultedParty[] parties)
    {
        var world = await ItemWorld.OpenAsync(databases, kind, body => Asking(body, parties));
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));
        return world;
    }

    private static MemoryTransport Refusing(string personId) => new()
    {
        Answer = letter => letter.ToPersonId == personId ? new DeliveryResult.Refused("550 No such user", Permanent: true) : null,
    };

    private static async Task AnswerAsync(ItemWorld world, string partyId, string text) =>
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation((await HearingAsync(world)).Id, partyId, text), ItemWorld.Clerk, world.NextCommand, Token));

    private static Task<Consultation> HearingAsync(ItemWorld world) => world.ReadAsync(async session =>
        (await session.ConsultationsAboutAsync("lamps", Token)).ShouldHaveSingleItem());

    private static async Task<ConsultationParty> PartyAsync(ItemWorld world, string partyId) =>
        (await HearingAsync(world)).Parties.Single(party => party.Id == partyId);

    private static async Task<IReadOnlyList<SecretariatTask>> OpenTasksAsync(ItemWorld world)
    {
        await world.LookAsync("lamps");
        var hearing = await HearingAsync(world);
        return await world.ReadAsync(session => session.OpenTasksAsync(hearing.Id, Token));
    }

    private static Task<string> NoteAsync(ItemWorld world, int version) => world.ReadAsync(async session =>
    {
        var hearing = (await session.ConsultationsAboutAsync("lamps", Token)).ShouldHaveSingleItem();
        var id = $"hearingNote.{hearing.Id}" + (version == 1 ? "" : $".v{version}");
        return (await session.Publications.GetAsync(id, Token)).Content;
    });

    private static async Task WaitUntilAsync(ItemWorld world, DateTimeOffset instant)
    {
        await world.SendAsync(new MemoryTransport());
        await world.WaitDaysAsync((int)Math.Ceiling((instant - world.Now).TotalDays));
    }

    private static async Task<IReadOnlyList<Letter>> RemindersAsync(ItemWorld world) =>
        [.. (await world.LettersAsync(aboutId: null)).Select(line => line.Letter)
            .Where(letter => letter.Kind is LetterKinds.Reminder or LetterKinds.Reminders)];
}
