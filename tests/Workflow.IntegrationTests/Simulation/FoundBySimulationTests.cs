using Shouldly;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Simulation;

/// <summary>
/// What the simulation found: people who act while what the last act set in motion is still under way, as after a crash.
/// </summary>
public sealed class FoundBySimulationTests(TestDatabases databases)
{
    [Theory]
    [EachDatabase]
    public async Task Move_BeforeTheLifecycleHasBegun_TheNewDateHasItsDeadlines(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(databases, kind);
        var planned = MeetingWorld.Accept(await world.Meetings.PlanAsync(
            new PlanMeeting(null, "council", MeetingWorld.May, new TimeOnly(14, 0)), MeetingWorld.Clerk, world.NextCommand,
            CancellationToken.None));

        MeetingWorld.Accept(await world.Meetings.MoveAsync(
            new MoveMeeting(planned.Id, MeetingWorld.June, new TimeOnly(14, 0), "The hall is taken."),
            MeetingWorld.Clerk, world.NextCommand, CancellationToken.None));
        await world.SettleAsync();

        (await world.OpenDeadlinesAsync(planned.Id)).ShouldHaveSingleItem().SubjectVersion.ShouldBe(2);
    }

    [Theory]
    [EachDatabase]
    public async Task Withdraw_BeforeTheTaskItMadeHasBegun_TheTaskEndsWithoutAFault(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await SubmitAsync(world);
        await world.Desk.WithdrawAsync(
            new WithdrawItem("lamps", "No longer wanted."), ItemWorld.Clerk, world.NextCommand, CancellationToken.None);

        (await world.LookAsync("lamps")).Item.State.ShouldBe(ItemState.Withdrawn);
        (await world.UndeliverableAsync()).ShouldBeEmpty();
    }

    [Theory]
    [EachDatabase]
    public async Task Approve_BeforeTheRequestWentOut_NobodyIsAskedAnyMore(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemApproval = true });
        await SubmitAsync(world);
        var approval = (await ApprovalsAsync(world)).ShouldHaveSingleItem();
        ItemWorld.Accept(await world.Approvals.ApproveAsync(
            new AnswerApproval(approval.Id), ItemWorld.Chair, world.NextCommand, CancellationToken.None));

        (await world.LookAsync("lamps")).Item.State.ShouldNotBe(ItemState.InApproval);
        (await world.LettersAsync(approval.Id)).Where(line => line.Letter.Kind == LetterKinds.ApprovalRequest).ShouldBeEmpty();
        (await ApprovalsAsync(world)).ShouldHaveSingleItem().State.ShouldBe(ApprovalState.Approved);
    }

    [Theory]
    [EachDatabase]
    public async Task AnswerConsultation_BeforeItsNoticesWentOut_ItClosesOnce(DatabaseKind kind)
    {
        var rule = new ItemConsultationRule([new ConsultedParty("party", "The party", "party@forum.invalid")], 4, "Any remarks?");
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemConsultation = rule });
        await SubmitAsync(world);
        var consultation = (await ConsultationsAsync(world)).ShouldHaveSingleItem();
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, "party", "Yes."), ItemWorld.Clerk, world.NextCommand,
            CancellationToken.None));
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, "party", "On second thoughts, no."), ItemWorld.Clerk, world.NextCommand,
            CancellationToken.None));

        await world.LookAsync("lamps");
        (await ConsultationsAsync(world)).ShouldHaveSingleItem().State.ShouldBe(ConsultationState.Closed);
    }

    [Theory]
    [EachDatabase]
    public async Task ExtendConsultation_WhenAllHaveAnswered_IsRefused(DatabaseKind kind)
    {
        var rule = new ItemConsultationRule([new ConsultedParty("party", "The party", "party@forum.invalid")], 4, "Any remarks?");
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemConsultation = rule });
        await SubmitAsync(world);
        var consultation = (await ConsultationsAsync(world)).ShouldHaveSingleItem();
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, "party", null), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));

        var ruling = await world.Consultations.ExtendAsync(
            new ExtendConsultation(consultation.Id, consultation.Deadline.AddDays(3), "More time is wanted."),
            ItemWorld.Clerk, world.NextCommand, CancellationToken.None);

        ruling.IsAccepted.ShouldBeFalse();
        await world.LookAsync("lamps");
    }

    [Theory]
    [EachDatabase]
    public async Task Withdraw_WhileTheEndOfItsConsultationIsUnderWay_ItsOwnWordIsNotLost(DatabaseKind kind)
    {
        var rule = new ItemConsultationRule([new ConsultedParty("party", "The party", "party@forum.invalid")], 4, "Any remarks?");
        await using var world = await ItemWorld.OpenAsync(databases, kind, body => body with { ItemConsultation = rule });
        await SubmitAsync(world);
        await world.LookAsync("lamps");
        var consultation = (await ConsultationsAsync(world)).ShouldHaveSingleItem();
        ItemWorld.Accept(await world.Consultations.AnswerAsync(
            new AnswerConsultation(consultation.Id, "party", "Yes."), ItemWorld.Clerk, world.NextCommand,
            CancellationToken.None));

        (await world.WithdrawAsync("lamps")).Item.State.ShouldBe(ItemState.Withdrawn);
        (await world.StepsAsync("lamps")).ShouldContain("consult:Withdrawn");
    }

    [Theory]
    [EachDatabase]
    public async Task Withdraw_WhileTheCancellationOfItsMeetingIsUnderWay_ItGoesOnNoOtherAgenda(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        await world.MeetAsync(ItemWorld.District, ItemWorld.Day("2026-05-20"));
        await world.MeetAsync(ItemWorld.District, ItemWorld.Day("2026-06-17"));
        (await world.SubmitAsync(ItemWorld.Lamps(null))).Item.State.ShouldBe(ItemState.OnAgenda);
        await world.RaiseForLaterAsync("lamps", "MeetingCancelled");

        var withdrawn = await world.WithdrawAsync("lamps");

        withdrawn.Item.State.ShouldBe(ItemState.Withdrawn);
        withdrawn.Treatments.ShouldHaveSingleItem().State.ShouldBe(TreatmentState.Removed);
    }

    [Theory]
    [EachDatabase]
    public async Task Approve_BothBeforeTheRequestWentOut_TheirAnswersEndItOnce(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind, Both);
        await SubmitAsync(world);
        var approval = (await ApprovalsAsync(world)).ShouldHaveSingleItem();
        foreach (var person in approval.Approvers)
            ItemWorld.Accept(await world.Approvals.ApproveAsync(
                new AnswerApproval(approval.Id), new Actor(person.HolderId, person.HolderId), world.NextCommand,
                CancellationToken.None));

        // Fails where a signal found nothing to wait for it.
        (await world.LookAsync("lamps")).Item.State.ShouldNotBe(ItemState.InApproval);
    }

    [Theory]
    [EachDatabase]
    public async Task End_MinutesThatWereSentToHearingAndUp_AreToldThatNobodyApprovedThem(DatabaseKind kind)
    {
        await using var world = await ItemWorld.OpenAsync(databases, kind);
        var about = await world.MeetAsync(ItemWorld.District, ItemWorld.Day("2026-02-03"));
        await world.SetStateAsync(about, MeetingState.MinutesInApproval);
        var april = ItemWorld.Day("2026-04-14");
        var meeting = await world.MeetAsync(ItemWorld.District, april);
        await world.SubmitAsync(ItemWorld.Lamps(april) with { Standing = StandingItem.ApproveMinutes, AboutMeetingId = about });
        await world.HoldAsync(meeting);
        ItemWorld.Accept(await world.Desk.RecordDecisionAsync(
            new RecordDecision("lamps", "Referatet sendes i høring."), ItemWorld.Clerk, world.NextCommand,
            CancellationToken.None));
        var reading = new DecisionReading(DecisionOutcome.SentToHearing, [DecisionOutcome.Forwarded], 1);
        ItemWorld.Accept(await world.Desk.ConfirmOutcomeAsync(
            new ConfirmOutcome("lamps", reading), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        await world.LookAsync("lamps");
        ItemWorld.Accept(await world.Desk.ChooseRouteAsync(
            new ChooseRoute("lamps", ChairChoice.End), ItemWorld.Chair, world.NextCommand, CancellationToken.None));
        await world.PublishMinutesAsync(meeting);

        (await world.UndeliverableAsync()).ShouldContain("MinutesDecided>meeting.district.2026-02-03");
    }

    private static Body Both(Body body) => body with
    {
        Approvals = [new ApprovalPlan(ApprovalSubject.Item, [new ApprovalLevel(["chair", "deputy"], ApprovalRule.All)])],
    };

    /// <summary>Without looking: what it sets in motion is still under way.</summary>
    private static async Task SubmitAsync(ItemWorld world)
    {
        ItemWorld.Accept(
            await world.Desk.DraftAsync(ItemWorld.Lamps(null), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
        await world.LookAsync("lamps");
        ItemWorld.Accept(
            await world.Desk.SubmitAsync(new SubmitItem("lamps"), ItemWorld.Clerk, world.NextCommand, CancellationToken.None));
    }

    private static Task<IReadOnlyList<Approval>> ApprovalsAsync(ItemWorld world) =>
        world.ReadAsync(session => session.ApprovalsAboutAsync("lamps", CancellationToken.None));

    private static Task<IReadOnlyList<Consultation>> ConsultationsAsync(ItemWorld world) =>
        world.ReadAsync(session => session.ConsultationsAboutAsync("lamps", CancellationToken.None));
}
