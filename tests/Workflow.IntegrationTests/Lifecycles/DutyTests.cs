using Shouldly;
using Workflow.Activities.Items;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Absence, mandates that end, and conflicts of interest while something is waited for.</summary>
public sealed class DutyTests(TestDatabases databases)
{
    private static readonly Actor Successor = new("gry", "Gry Lind");

    [Theory, EachDatabase]
    public async Task Absence_BegunAfterTheAsking_MovesTheDutyAtTheNextRungAndBack(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        var away = ApprovalActs.Chair(
            "chair", "Ida Mark") with
        { Absences = [new Absence(approval.DueDay.AddDays(-3), approval.DueDay)] };
        await using var later = await world.WithPeopleAsync(people => people.With(away));

        await later.AdvanceToAsync(later.Process.Time.GetUtcNow().AddDays(6));
        var asked = (await later.Approvals.OverviewAsync(approval.Id, CancellationToken.None)).ShouldNotBeNull();

        var person = asked.Asked.ShouldHaveSingleItem();
        (person.PersonId, person.OnBehalfOfName, person.Because).ShouldBe(("deputy", "Ida Mark", "absent"));
        asked.Next.ShouldNotBeNull().Rung.ShouldBe("due");
        (await later.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem();
        (await later.ToAsync("chair", LetterKinds.Reminder)).ShouldBeEmpty();
        Accept(await later.AnswerAsync(approval, Deputy)).Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("chair");
    }

    [Theory, EachDatabase]
    public async Task Absence_NoticedAtTheAnswerOfAnother_IsToldToTheDeputy(DatabaseKind kind)
    {
        await using var first = await OpenAsync(databases, kind, body => body with { AgendaApproval = ApprovalRule.All });
        await using var world = await first.WithPeopleAsync(people => people.With(ApprovalActs.Chair("gry", "Gry Lind")));
        var approval = await world.PendingApprovalAsync(await MeetingTests.InApprovalAsync(world));
        approval.Approvers.Select(approver => approver.HolderId).ShouldBe(["chair", "gry"], ignoreOrder: true);
        var today = DateOnly.FromDateTime(world.Process.Time.GetUtcNow().Date);
        var away = ApprovalActs.Chair("gry", "Gry Lind") with { Absences = [new Absence(today, today.AddDays(3))] };
        await using var later = await world.WithPeopleAsync(people => people.With(away));

        var answered = Accept(await later.AnswerAsync(approval, MeetingWorld.Chair));

        answered.Approvers.Single(approver => approver.PersonId == "gry").HolderId.ShouldBe("deputy");
        (await later.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem().Text.ShouldContain("Gry Lind");
        (await later.ActsAsync(approval.Id)).Count(act => act == "dutyMoved").ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Mandate_ThatEnds_MovesTheOpenDutyToTheSuccessorOnceWithLetterAndRecord(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        var approval = await world.PendingApprovalAsync(id);
        var today = DateOnly.FromDateTime(world.Process.Time.GetUtcNow().Date);
        await using var later = await world.WithPeopleAsync(people => people
            .With(ApprovalActs.Chair("chair", "Ida Mark", to: today))
            .With(ApprovalActs.Chair("gry", "Gry Lind", from: today.AddDays(1))));
        await later.AdvanceToAsync(today.AddDays(1));

        (await later.Duties.RunAsync(CancellationToken.None)).ShouldBe(1);
        (await later.Duties.RunAsync(CancellationToken.None)).ShouldBe(0);

        var moved = await later.ApprovalAsync(approval.Id);
        (moved.Approvers.ShouldHaveSingleItem().PersonId, moved.DueDay,
        moved.Version).ShouldBe(("gry", approval.DueDay, approval.Version));
        (await later.ToAsync("gry", LetterKinds.HandOver)).ShouldHaveSingleItem().Text.ShouldContain("Ida Mark");
        (await later.ActsAsync(approval.Id)).Count(act => act == "dutyMoved").ShouldBe(1);
        (await later.AnswerAsync(approval, MeetingWorld.Chair)).Refusal!.Code.ShouldBe("mandate-ended");
        Accept(await later.AnswerAsync(approval, Successor)).State.ShouldBe(ApprovalState.Approved);
    }

    [Theory, EachDatabase]
    public async Task Mandate_OfTheSecretariatThatEnds_TellsTheSuccessorOfOpenTasksOnce(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var id = await MeetingTests.InApprovalAsync(world);
        await world.RejectAgendaAsync(id);
        var task = (await world.ReadAsync(session => session.OpenTasksAsync(id, CancellationToken.None))).ShouldHaveSingleItem();
        await using var later = await world.WithPeopleAsync(people => people
            .With(new Person("clerk", "Kim Eng", "kim@forum.invalid"))
            .With(new Person(
                "lis", "Lis Holm", "lis@forum.invalid")
            { Mandates = [new Mandate("council", MandateRole.Secretariat)] }));

        (await later.Duties.RunAsync(CancellationToken.None)).ShouldBe(1);
        (await later.Duties.RunAsync(CancellationToken.None)).ShouldBe(0);

        (await later.ToAsync("lis", LetterKinds.SecretariatTask)).ShouldHaveSingleItem().AboutId.ShouldBe(task.Id);
        (await later.ActsAsync(task.Id)).ShouldContain("taskMoved");
    }

    [Theory, EachDatabase]
    public async Task Recusal_BeforeTheAnswer_MovesTheDutyKeepsTheClockAndHidesTheItem(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, body => body with { ItemApproval = true });
        var meeting = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        var before = await world.PendingApprovalAsync("benches");
        var rungs = await world.RungsAsync(before.Id);

        Accept(await RecuseAsync(world, "chair", "owner"));

        var after = await world.ApprovalAsync(before.Id);
        (after.Approvers.ShouldHaveSingleItem().HolderId, after.DueDay,
        after.Version).ShouldBe(("deputy", before.DueDay, before.Version));
        (await world.RungsAsync(before.Id)).ShouldBe(rungs);
        (await world.ToAsync("deputy", LetterKinds.HandOver)).ShouldHaveSingleItem();
        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldNotContain(letter => letter.ToPersonId == "chair" && letter.AboutId == before.Id);
        (await world.AnswerAsync(before, MeetingWorld.Chair)).Refusal!.Code.ShouldBe("recused");
        Accept(await world.AnswerAsync(before, Deputy)).State.ShouldBe(ApprovalState.Approved);
        await SeesAsync(world, meeting, "chair", false);
        await SeesAsync(world, meeting, "member", true);
    }

    [Theory, EachDatabase]
    public async Task Recusal_WithoutGroundOrInAnOwnCase_IsRefused(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);

        (await RecuseAsync(world, "chair", "chair")).Refusal!.Code.ShouldBe("recusal-own");
        (await RecuseAsync(world, "chair", "owner", " ")).Refusal!.Code.ShouldBe("ground-missing");
        (await RecuseAsync(world, "nobody", "owner")).Refusal!.Code.ShouldBe("person-unknown");
        Accept(await RecuseAsync(world, "chair", "owner"));
        (await RecuseAsync(world, "chair", "owner")).Refusal!.Code.ShouldBe("recused-already");
    }

    private static async Task<Workflow.Forums.Ruling<Workflow.Forums.Items.Item>> RecuseAsync(
        MeetingWorld world, string personId, string decidedById, string ground = "Owns the house next door.")
    {
        var ruling = await world.Items.RecuseAsync(
            new RecusePerson("benches", personId, ground, decidedById), Clerk, world.NextCommand, CancellationToken.None);
        await world.SettleAsync();
        return ruling;
    }

    private static async Task SeesAsync(MeetingWorld world, string meetingId, string personId, bool sees)
    {
        var draft = Accept(
            await world.Meetings.DraftAgendaAsync(meetingId, Viewer.Member("council", personId), CancellationToken.None));
        draft.Html.Contains("Benches are wanted", StringComparison.Ordinal).ShouldBe(sees);
    }
}
