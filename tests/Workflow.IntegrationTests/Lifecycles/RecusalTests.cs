using Shouldly;
using Workflow.Activities.Items;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingTests;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A conflict of interest holds from the moment it is known, in every letter and at every later meeting.</summary>
public sealed class RecusalTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Recusal_OfOneMeeting_HoldsAtTheNextOne(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var first = await HeldAsync(world);
        var next = await world.PlanAsync(June);
        Accept(await world.ActAsync(world.Items.RecordDecisionAsync(
            new RecordDecision("benches", "Udsat.") { Recusals = [new Recusal("member", "family", "chair")] }, Clerk,
            world.NextCommand, CancellationToken.None)));
        Accept(await world.ActAsync(
            world.Items.ConfirmOutcomeAsync(new ConfirmOutcome("benches"), Clerk, world.NextCommand, CancellationToken.None)));
        Accept(await world.CloseAsync(first));

        await world.CloseSubmissionsAsync(next);
        await world.ApproveAgendaAsync(next);

        var invitations = (await world.Process.Overview.LettersAsync(next, CancellationToken.None)).Where(
            line => line.Letter.Kind == "invitation").ToList();
        invitations.Single(line => line.Letter.ToPersonId == "chair").Letter.Text.ShouldContain("Benches");
        invitations.Single(line => line.Letter.ToPersonId == "member").Letter.Text.ShouldNotContain("Benches");
        Accept(await world.Meetings.DraftAgendaAsync(next, Viewer.Member("council", "member"), CancellationToken.None))
            .Html.ShouldNotContain("Benches", Case.Sensitive);
    }
}
