using Shouldly;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Lifecycles;

public sealed class AgendaItemHearingTests(TestDatabases databases)
{
    private static readonly DateOnly April = new(2026, 4, 14);
    private static readonly DateOnly May = new(2026, 5, 19);

    private static readonly ConsultedParty Users = new("users", "Parkens venner", "venner@forum.invalid");

    private static Body Hearing(Body body) =>
        body with { ItemConsultation = new ItemConsultationRule([Users], 10, "Hvad mener I?") };

    [Theory, EachDatabase]
    public async Task Item_SentToHearing_ComesBackWithItsNote(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        var decided = await world.DecideAsync("lamps", "Sendes i høring.", DecisionOutcome.SentToHearing);
        decided.Item.State.ShouldBe(ItemState.InHearing);
        decided.OpenTasks.ShouldHaveSingleItem().Kind.ShouldBe("hearingParties");

        ItemWorld.Accept(await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Users], 10, "Hvad mener I?"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        var hearing = (await world.LookAsync("lamps")).Consultations.ShouldHaveSingleItem();
        await AnswerAsync(world, hearing.Id);

        var (item, treatments, tasks, _, _) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.OnAgenda);
        item.Attachments.Count.ShouldBe(2);
        treatments[1].Lineage.ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.SentToHearing);
        tasks.ShouldBeEmpty();
    }

    [Theory, EachDatabase]
    public async Task LateAnswerThatChangesTheNote_ChangesTheItemsAttachment_UntilTheItemIsDecided(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var meeting = await world.MeetAsync(ItemWorld.District, April);
        var next = await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(April));
        await world.HoldAsync(meeting);
        await world.DecideAsync("lamps", "Sendes i høring.", DecisionOutcome.SentToHearing);
        ItemWorld.Accept(await world.Desk.HoldHearingAsync(
            new HoldHearing("lamps", [Users], 5, "Hvad mener I?"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        var hearing = (await world.LookAsync("lamps")).Consultations.ShouldHaveSingleItem();
        await world.WaitDaysAsync(12);
        (await world.LookAsync("lamps")).Item.Attachments[^1].Name.ShouldBe("Høringsnotat: " + hearing.Title);

        await AdmitLateAsync(world, hearing.Id);

        var changed = (await world.LookAsync("lamps")).Item.Attachments;
        changed.Count.ShouldBe(2);
        changed[^1].Name.ShouldBe("Høringsnotat, version 2: " + hearing.Title);
        changed[^1].DocumentNumber.ShouldBe(hearing.Id);
        (await world.TimelineAsync("lamps")).Single(entry => entry.Act == "hearingNoteRenewed").Facts["version"].ShouldBe("2");

        await world.HoldAsync(next);
        await world.DecideAsync("lamps", "Godkendt.", DecisionOutcome.Approved);
        await AdmitLateAsync(world, hearing.Id);

        (await world.LookAsync("lamps")).Item.Attachments.ShouldBe(changed);
        (await world.TimelineAsync("lamps")).Single(entry => entry.Act == "hearingNoteNotRenewed").Facts["version"].ShouldBe("3");
    }

    [Theory, EachDatabase]
    public async Task Item_WhoseBodyAlwaysAsks_IsHeardBeforeItIsPlaced(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, Hearing);
        await world.MeetAsync(ItemWorld.District, May);
        var (item, _, _, consultations, _) = await world.SubmitAsync(ItemWorld.Lamps(May));
        item.State.ShouldBe(ItemState.InHearing);

        // Nobody answers: the deadline closes it.
        await world.WaitDaysAsync(20);

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.OnAgenda);
        consultations.ShouldHaveSingleItem();
        (await world.StepsAsync("lamps")).ShouldContain("consult:Closed");
    }

    [Theory, EachDatabase]
    public async Task Item_WhoseTwoHearingsEndAtOneMoment_GoesOnOnceBothAreHeardOf(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => Hearing(body) with { ItemApproval = true });
        await world.MeetAsync(ItemWorld.District, May);
        var first = (await world.SubmitAsync(ItemWorld.Lamps(May))).Consultations.ShouldHaveSingleItem();

        // One had closed and told nobody yet when the secretariat opened another, which was answered at once.
        await world.ActAsync(async session =>
        {
            var second = first with { Id = "consultation.lamps.2", State = ConsultationState.Closed };
            session.Consultations.Update(
                await session.Consultations.GetAsync(first.Id, CancellationToken.None) with { State = ConsultationState.Closed });
            session.Consultations.Add(second);
            foreach (var child in new[] { first.Id, second.Id })
                session.Raise("lamps", new Signal("ChildEnded") { Data = new Dictionary<string, string> { ["child"] = child } });
        });

        var (item, _, _, _, approvals) = await world.LookAsync("lamps");
        item.State.ShouldBe(ItemState.InApproval);
        ItemWorld.Accept(await world.Approvals.ApproveAsync(
            new AnswerApproval(approvals.ShouldHaveSingleItem().Id), ItemWorld.Chair, world.NextCommand, CancellationToken.None));
        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.OnAgenda);
    }

    [Theory, EachDatabase]
    public async Task Item_WithdrawnDuringItsHearing_TakesTheHearingBack(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, Hearing);
        await world.MeetAsync(ItemWorld.District, May);
        await world.SubmitAsync(ItemWorld.Lamps(May));

        var (item, _, _, consultations, _) = await world.WithdrawAsync("lamps");

        item.State.ShouldBe(ItemState.Withdrawn);
        consultations.ShouldHaveSingleItem().State.ShouldBe(ConsultationState.Withdrawn);
        (await world.StepsAsync("lamps")).TakeLast(2).ShouldBe(["consult:Withdrawn", "report:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Item_NotApprovedByTheChair_WaitsForAnotherText(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemApproval = true });
        await world.MeetAsync(ItemWorld.District, April);
        var asked = await world.SubmitAsync(ItemWorld.Lamps(April));
        asked.Item.State.ShouldBe(ItemState.InApproval);
        ItemWorld.Accept(await world.Approvals.RejectAsync(
            new AnswerApproval(asked.Approvals[0].Id, Reason: "Tallene mangler."), ItemWorld.Chair, world.NextCommand,
            CancellationToken.None));

        var rejected = await world.LookAsync("lamps");
        rejected.Item.State.ShouldBe(ItemState.Draft);
        rejected.OpenTasks.ShouldHaveSingleItem().Text.ShouldContain("Tallene mangler.");
        ItemWorld.Accept(
            await world.Desk.SubmitAsync(new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        var again = await world.LookAsync("lamps");
        ItemWorld.Accept(await world.Approvals.ApproveAsync(
            new AnswerApproval(again.Approvals[1].Id), ItemWorld.Chair, world.NextCommand, CancellationToken.None));

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.OnAgenda);
    }

    [Theory, EachDatabase]
    public async Task Item_WithdrawnDuringItsApproval_TakesTheRequestBack(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemApproval = true });
        await world.SubmitAsync(ItemWorld.Lamps(meeting: null));

        var (item, _, _, _, approvals) = await world.WithdrawAsync("lamps");

        item.State.ShouldBe(ItemState.Withdrawn);
        approvals.ShouldHaveSingleItem().State.ShouldBe(Forums.Approvals.ApprovalState.Withdrawn);
        (await world.StepsAsync("lamps")).TakeLast(2).ShouldBe(["approve:Withdrawn", "report:Done"]);
    }

    private static async Task AdmitLateAsync(ItemWorld world, string consultationId)
    {
        await AnswerAsync(world, consultationId);
        ItemWorld.Accept(await world.Consultations.AdmitAsync(
            new AdmitResponse(consultationId, "users"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
    }

    private static async Task AnswerAsync(ItemWorld world, string consultationId) =>
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation(consultationId, "users", "Gerne flere lamper."),
            new Forums.People.Actor("users", "Parkens venner"),
            world.NextCommand, CancellationToken.None));
}
