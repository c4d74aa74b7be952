using Shouldly;
using Workflow.Activities.Replay;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>A late approver climbs the ladder of the body's own file, in working days from the day the answer was due.</summary>
public sealed class LadderTests
{
    private const string Approval = "approval.agenda." + HarbourPapers.Meeting;

    // Due nine working days before Wednesday 11 March 2026: Thursday 26 February. The weekends do not count.
    [Fact]
    public async Task Ladder_Usual_HandsOverToTheDeputyOnTheSecondDay()
    {
        var events = await ClimbAsync(HarbourPapers.Bodies());

        events.ShouldBe([
            "approvalAsked 2026-02-20 00:00", "reminder 2026-02-24 23:59", "reminder 2026-02-26 23:59",
            "escalated 2026-02-27 23:59", "escalated 2026-03-02 23:59", "approved 2026-03-03 09:00",
            "approvalEnded 2026-03-03 09:00",
        ]);
    }

    [Fact]
    public async Task Ladder_AnotherInTheBodysFile_GivesAnotherTimeline()
    {
        var events = await ClimbAsync(HarbourPapers.Bodies(
            ladder:
            [
                ("reminder", -3, "approver", "inform"), ("due", 0, "approver", "inform"),
                ("deputy", 1, "deputy", "handOver"), ("secretariat", 3, "secretariat", "inform"),
            ]));

        events.ShouldBe([
            "approvalAsked 2026-02-20 00:00", "reminder 2026-02-23 23:59", "reminder 2026-02-26 23:59",
            "escalated 2026-02-27 23:59", "approved 2026-03-02 09:00", "approvalEnded 2026-03-02 09:00",
        ]);
    }

    [Fact]
    public async Task Ladder_DeputyAnswers_BothNamesStandAndNothingFollows()
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        var replayed = await inputs.PlayAsync();

        var approved = replayed.Of(Approval).Single(entry => entry.Kind == "approved");
        approved.Who.ShouldBe("Næstformand, ODN Oddenæs Havneråd på vegne af Formand, ODN Oddenæs Havneråd");
        replayed.Of(Approval).Where(entry => entry.At > approved.At).ShouldBeEmpty();
        var rungs = replayed.Report.Escalations.Where(escalation => escalation.Subject == HarbourPapers.Meeting).ToList();
        rungs.Select(rung => (rung.Rung, rung.Effect)).ShouldBe([("overdue", "inform"), ("deputy", "handOver")]);
        rungs[^1].To.ShouldBe("Næstformand, ODN Oddenæs Havneråd");
    }

    private static async Task<IReadOnlyList<string>> ClimbAsync(System.Text.Json.Nodes.JsonObject[] bodies)
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, bodies);
        var replayed = await inputs.PlayAsync();
        return [.. replayed.Of(Approval).Where(entry => entry.Kind != "step").Select(Line)];
    }

    private static string Line(TimelineEvent entry) => $"{entry.Kind} {entry.At:yyyy-MM-dd HH':'mm}";
}
