using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>Whoever takes part in one meeting only is no member: of what is closed they see what the public sees.</summary>
public sealed class GuestTests(TestDatabases databases)
{
    private const string Canary = "Dismissal of gardener Hemming";

    private static readonly Person Neighbour = new("neighbour", "Ulla Vang", "ulla@forum.invalid")
    {
        Mandates = [new Mandate("elsewhere", MandateRole.Chair)],
    };

    private static readonly Person Presenter = new("presenter", "Finn Krog", "finn@forum.invalid")
    {
        Mandates = [new Mandate("council", MandateRole.Presenter)],
    };

    [Theory, EachDatabase]
    public async Task ClosedItem_InAnInvitation_GoesByItsPublicTitleToGuests_AndByItsOwnToMembers(DatabaseKind kind)
    {
        await using var world = await MeetingWorld.OpenAsync(
            databases, kind, people: known => known.Concat([Neighbour, Presenter]));
        var id = await InvitedAsync(world);

        var invitations = (await world.Process.Overview.LettersAsync(id, CancellationToken.None))
            .Select(line => line.Letter).Where(letter => letter.Kind == "invitation").ToDictionary(letter => letter.ToPersonId);

        foreach (var inside in new[] { "chair", "member", "clerk" })
            invitations[inside].Text.ShouldContain(Canary);
        foreach (var guest in new[] { "neighbour", "presenter", "leaving" })
        {
            var letter = invitations[guest];
            (letter.Subject + letter.Text + letter.Html + letter.Calendar?.Content + letter.Reason).ShouldNotContain(Canary);
            letter.Text.ShouldContain("A personnel matter");
        }
    }

    private static async Task<string> InvitedAsync(MeetingWorld world)
    {
        Accept(await world.ActAsync(world.Meetings.PlanAsync(
            new PlanMeeting("may", "council", May, new TimeOnly(14, 0))
            {
                Participants = [new("Ulla Vang", null), new("Finn Krog", null), new("Per Holt", null)],
            },
            Clerk, world.NextCommand, CancellationToken.None)));
        var closed = new DraftItem("closed", "council", Canary)
        {
            Access = Access.Closed,
            PublicTitle = "A personnel matter",
            PlannedRoute = PlannedRoute.Ends,
            OwnerId = "owner",
            MeetingDate = May,
            Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock("It is told.")])],
            Recommendation = [new TextBlock("that the council takes note.")],
        };
        Accept(await world.Items.DraftAsync(closed, Clerk, world.NextCommand, CancellationToken.None));
        Accept(await world.ActAsync(
            world.Items.SubmitAsync(new SubmitItem("closed"), Clerk, world.NextCommand, CancellationToken.None)));
        await world.CloseSubmissionsAsync("may");
        await world.ApproveAgendaAsync("may");
        return "may";
    }
}
