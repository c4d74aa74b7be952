using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Letters that come back too early, leave too late, or go to whoever is not there any more.</summary>
public sealed class LettersToPartiesTests(TestDatabases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task BounceThatIsQuickerThanTheResultOfSending_IsNoSilence(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("shops");

        await world.SendAsync(BouncingAtOnce(world, notice));
        (await world.Ledgers.RunAsync(Token)).ShouldBe(0, "the outbox says the same");

        (await world.LetterAsync(LetterKinds.HearingNotice, "shops")).Status.ShouldBe(LetterStatus.Bounced);
        (await world.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("bouncedParty");
        await world.WaitForTheCloseAsync();
        var shops = await world.PartyAsync("shops");
        shops.State.ShouldBe(PartyState.Bounced);
        shops.Events.ShouldHaveSingleItem().Kind.ShouldBe(PartyEventKind.Bounced);
    }

    [Theory, EachDatabase]
    public async Task LetterThatCameBackWhileItWasSent_IsSentAgainByAPerson_AndHasReachedThem(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("shops");
        await world.SendAsync(BouncingAtOnce(world, notice));

        ItemWorld.Accept(await world.Letters.ResendAsync(
            new ResendLetter(notice.MessageId), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());

        var shops = await world.PartyAsync("shops");
        (shops.State, shops.Events[^1].Kind).ShouldBe((PartyState.Sent, PartyEventKind.SentAgain));
        (await world.TasksAsync()).ShouldBeEmpty();
    }

    /// <summary>
    /// Whatever the row of the letter says by now: that its server had taken it is no news after the report that it came back.
    /// </summary>
    [Theory, EachDatabase]
    public async Task ResultOfTheTryThatCameBack_DoesNotOutvoteTheReport(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("shops");
        await world.SendAsync(new MemoryTransport());
        await world.ActAsync(async session =>
        {
            var hearing = await session.Consultations.GetAsync((await world.HearingAsync()).Id, Token);
            session.Consultations.Update(ConsultationLedgerRules.Note(hearing, "shops", new PartyEvent(
                PartyEventKind.Bounced, session.Now, "report")
            { Letter = notice.MessageId, Attempt = 1 }).Value);
        });

        await world.Ledgers.RunAsync(Token);

        (await world.PartyAsync("shops")).State.ShouldBe(PartyState.Bounced);
    }

    [Theory, EachDatabase]
    public async Task DoubtAboutALetter_DoesNotOutvoteTheReportThatOneCameBack(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("shops");
        await world.SendAsync(new MemoryTransport());
        await world.ReceiveAsync(Hearings.Bounce(notice));
        ItemWorld.Accept(await world.Letters.ResendAsync(
            new ResendLetter(notice.MessageId), ItemWorld.Clerk, world.NextCommand, Token));

        await world.SendAsync(new MemoryTransport
        {
            IsIdempotent = false,
            Answer = _ => new DeliveryResult.Unknown("The connection was lost."),
        });

        var shops = await world.PartyAsync("shops");
        (shops.State, shops.Events[^1].Kind).ShouldBe((PartyState.Bounced, PartyEventKind.SendingUnknown));
    }

    [Theory, EachDatabase]
    public async Task LetterToAFormerContact_ThatHasNotLeftYet_DoesNotLeaveAnyMore(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport { Answer = letter => Greylisted(letter, "users") });
        await world.ChangeContactAsync("users", "ny@forum.invalid");
        world.Time.Advance(TimeSpan.FromHours(1));
        var transport = new MemoryTransport();

        await world.SendAsync(transport);

        transport.Sent.Where(letter => letter.ToPersonId == "users").Select(letter => letter.ToAddress)
            .ShouldBe(["ny@forum.invalid"]);
        var former = (await world.LettersToAsync("users")).Single(line => line.Letter.ToAddress == Hearings.Users.Address);
        former.Status.ShouldBe(LetterStatus.Cancelled);
        former.Reason.ShouldNotBeNull().ShouldContain("Somebody else is asked");
    }

    [Theory, EachDatabase]
    public async Task ReminderToAFormerContact_ThatHasNotLeftYet_DoesNotLeaveAnyMore(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport());
        await world.WaitForTheReminderAsync();
        await world.SendAsync(new MemoryTransport { Answer = letter => Greylisted(letter, "users") });
        await world.ChangeContactAsync("users", "ny@forum.invalid");
        world.Time.Advance(TimeSpan.FromHours(1));
        var transport = new MemoryTransport();

        await world.SendAsync(transport);

        transport.Sent.Where(letter => letter.ToPersonId == "users").Select(letter => (letter.Kind, letter.ToAddress))
            .ShouldBe([(LetterKinds.HearingNotice, "ny@forum.invalid")]);
    }

    [Theory, EachDatabase]
    public async Task LetterToAFormerContact_IsNotSentAgain_AndWhoeverAsksIsToldWhy(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("users");
        await world.SendAsync(new MemoryTransport { Answer = letter => Refused(letter, "users") });
        await world.ChangeContactAsync("users", "ny@forum.invalid");

        var ruling = await world.Letters.ResendAsync(
            new ResendLetter(notice.MessageId), ItemWorld.Clerk, world.NextCommand, Token);

        ruling.Refusal.ShouldNotBeNull().Code.ShouldBe("letter-moot");
        ruling.Refusal!.Text.ShouldContain("Somebody else is asked");
        (await world.LettersToAsync("users")).Single(line => line.Letter.MessageId == notice.MessageId)
            .Status.ShouldBe(LetterStatus.Refused);
    }

    [Theory, EachDatabase]
    public async Task ReminderThatNoServerTakes_ReachesTheLedgerAndTheSecretariat_AndIsNoSilence(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport());
        await world.WaitForTheReminderAsync();

        await world.SendAsync(new MemoryTransport { Answer = letter => Refused(letter, "users") });

        var users = await world.PartyAsync("users");
        (users.State, users.Events.ShouldHaveSingleItem().Kind).ShouldBe((PartyState.Bounced, PartyEventKind.Refused));
        (await world.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("bouncedParty");
        await world.WaitForTheCloseAsync();
        (await world.PartyAsync("users")).State.ShouldBe(PartyState.Bounced);
        (await world.PartyAsync("shops")).State.ShouldBe(PartyState.Silent);
    }

    [Theory, EachDatabase]
    public async Task ReminderThatFailed_AndIsTakenWhenSentAgain_HasReachedThem(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport());
        await world.WaitForTheReminderAsync();
        await world.SendAsync(new MemoryTransport { Answer = letter => Refused(letter, "users") });
        var (refused, returned) = (
            await world.LetterAsync(LetterKinds.Reminder, "users"), await world.LetterAsync(LetterKinds.Reminder, "shops"));
        await world.ReceiveAsync(Hearings.Bounce(returned.Letter));
        (await world.TasksAsync()).Count.ShouldBe(2);

        foreach (var line in new[] { refused, returned })
            ItemWorld.Accept(await world.Letters.ResendAsync(
                new ResendLetter(line.Letter.MessageId), ItemWorld.Clerk, world.NextCommand, Token));
        await world.SendAsync(new MemoryTransport());

        foreach (var party in (await world.HearingAsync()).Parties)
            (party.State, party.Events[^1].Kind).ShouldBe((PartyState.Sent, PartyEventKind.SentAgain));
        (await world.TasksAsync()).ShouldBeEmpty();
    }

    /// <summary>It was asked by the notice; that it is asked once more says nothing of whether the notice arrived.</summary>
    [Theory, EachDatabase]
    public async Task ReminderThatIsTaken_OrNeverLeaves_LeavesWhatIsKnownOfTheNotice(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport
        {
            IsIdempotent = false,
            Answer = letter => letter.ToPersonId == "shops" ? new DeliveryResult.Unknown("The connection was lost.") : null,
        });
        await world.WaitForTheReminderAsync();

        await world.SendAsync(new MemoryTransport { Answer = letter => Greylisted(letter, "users") });
        await world.WaitForTheCloseAsync();

        (await world.PartyAsync("shops")).State.ShouldBe(PartyState.Uncertain);
        (await world.PartyAsync("users")).State.ShouldBe(PartyState.Silent);
    }

    [Theory, EachDatabase]
    public async Task LateAnswerByMail_WhoeverWroteItIsTold_AndNotTheDeadAddress(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("users");
        await world.SendAsync(new MemoryTransport());
        await world.ReceiveAsync(Hearings.Bounce(notice));
        await world.WaitForTheCloseAsync();
        await world.ReceiveAsync(Hearings.Mail("anden@forum.invalid", notice.ReplyTo!, "For sent."));

        await FileAsync(world);

        var told = (await world.LetterAsync(LetterKinds.LateAnswer, "users")).Letter;
        (told.ToAddress, told.ToName).ShouldBe(("anden@forum.invalid", "Svarer"));
        (await world.TasksAsync()).ShouldNotContain(task => task.Kind == "untoldLateAnswer");
    }

    /// <summary>As with the receipt: a letter to a list would go to all its members.</summary>
    [Theory, EachDatabase]
    public async Task LateAnswerSentOnByAList_ThePartyIsTold_AndNotTheList(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        var notice = await world.NoticeAsync("users");
        await world.SendAsync(new MemoryTransport());
        await world.WaitForTheCloseAsync();
        await world.ReceiveAsync(Hearings.Mail(
            "alle@forum.invalid", notice.ReplyTo!, "For sent.", also: "List-Id: <alle.forum.invalid>\n"));

        await FileAsync(world);

        (await world.LetterAsync(LetterKinds.LateAnswer, "users")).Letter.ToAddress.ShouldBe(Hearings.Users.Address);
    }

    [Theory, EachDatabase]
    public async Task LateAnswerOfWhichNobodyCanBeTold_IsATask(DatabaseKind kind)
    {
        await using var world = await Hearings.AskAsync(databases, kind);
        await world.SendAsync(new MemoryTransport { Answer = letter => Refused(letter, "users") });
        await world.WaitForTheCloseAsync();
        await world.AnswerAsync("users", "Pr. telefon: flere lamper.");

        await FileAsync(world);

        (await world.LettersToAsync("users")).ShouldNotContain(line => line.Letter.Kind == LetterKinds.LateAnswer);
        (await world.TasksAsync()).Single(task => task.Kind == "untoldLateAnswer").Text.ShouldContain("Parkens venner");
    }

    private static async Task FileAsync(ItemWorld world) => ItemWorld.Accept(await world.Consultations.FileAsync(
        new FileResponse((await world.HearingAsync()).Id, "users"), ItemWorld.Clerk, world.NextCommand, Token));

    private static DeliveryResult.Refused? Refused(Letter letter, string partyId) =>
        letter.ToPersonId == partyId ? new DeliveryResult.Refused("550 5.1.1 No such user", Permanent: true) : null;

    private static DeliveryResult.Refused? Greylisted(Letter letter, string partyId) =>
        letter.ToPersonId == partyId ? new DeliveryResult.Refused("450 4.2.0 Greylisted", Permanent: false) : null;

    /// <summary>The server takes the letter, and its report is filed before the result is written down.</summary>
    private static MemoryTransport BouncingAtOnce(ItemWorld world, Letter returned) => new()
    {
        IsIdempotent = false,
        Answer = letter =>
        {
            if (letter.MessageId == returned.MessageId)
                Task.Run(() => world.ReceiveAsync(Hearings.Bounce(returned)), Token).GetAwaiter().GetResult();
            return null;
        },
    };
}
