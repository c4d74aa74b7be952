using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>The rules change while cases run: those keep theirs, whatever is added to the file and wherever they move.</summary>
public sealed class MeetingRulesTests(TestDatabases databases)
{
    /// <summary>Counts even before the running meetings' dates: only that they remember theirs keeps them.</summary>
    private static readonly RuleChange Stricter = new()
    {
        From = new DateOnly(2026, 4, 1),
        Meetings = new MeetingRules { AgendaApproval = 12, Dispatch = 8, ChairChoice = 9 },
        AgendaApproval = ApprovalRule.All,
        Ladder = [new LadderStep("final", 0, "secretariat", RungEffect.PassBySilence)],
    };

    [Theory, EachDatabase]
    public async Task RulesChanged_WhileAMeetingIsBeingApproved_CountForLaterMeetingsOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var running = await MeetingTests.InApprovalAsync(world);
        var before = await world.PendingApprovalAsync(running);

        await using var later = await world.AnotherAsync(bodies: [Council with { Rules = [Stricter] }]);
        await later.MoveAsync(running, June);
        var planned = await later.PlanAsync(June.AddDays(7));

        var meeting = await later.MeetingAsync(running);
        meeting.RulesFrom.ShouldBeNull();
        meeting.Plan.ShouldBe(MeetingPlan.For(Council, June));
        var approval = await later.PendingApprovalAsync(running);
        (approval.Rule, approval.RulesFrom).ShouldBe((before.Rule, null));
        (await later.OpenDeadlinesAsync(approval.Id)).Select(deadline => deadline.Rung)
            .ShouldBe(Body.DefaultLadder.Select(step => step.Rung));
        var next = await later.MeetingAsync(planned);
        next.RulesFrom.ShouldBe(Stricter.From);
        next.Plan.ShouldBe(MeetingPlan.For(Council.On(next.Date) with { Meetings = Stricter.Meetings! }, next.Date));
        await later.CloseSubmissionsAsync(planned);
        var asked = await later.PendingApprovalAsync(planned);
        (asked.Rule, asked.RulesFrom).ShouldBe((ApprovalRule.All, Stricter.From));
        (await later.OpenDeadlinesAsync(asked.Id)).ShouldHaveSingleItem().Rung.ShouldBe("final");
    }

    [Theory, EachDatabase]
    public async Task Version_ThatARunningMeetingRemembers_IsMissedLoudlyWhenItIsTakenOut(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, council => council with { Rules = [Stricter] });
        var id = await world.PlanAsync(June);
        (await world.MeetingAsync(id)).RulesFrom.ShouldBe(Stricter.From);

        await using var forgetful = await world.AnotherAsync(bodies: [Council]);

        (await Should.ThrowAsync<UnknownRulesException>(
            () => forgetful.Meetings.PlanAsync(id, CancellationToken.None))).Message.ShouldContain("2026-04-01");
        (await forgetful.Meetings.InTroubleAsync(CancellationToken.None)).ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem()
            .ShouldContain("2026-04-01");
    }
}
