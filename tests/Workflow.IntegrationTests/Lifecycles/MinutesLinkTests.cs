using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Workflow.Activities.Items;
using Workflow.Activities.Links;
using Workflow.Activities.Ports;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Links;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Messaging.Files;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.MeetingTests;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>The link to minutes in consultation outlives the right to read them.</summary>
public sealed partial class MinutesLinkTests(TestDatabases databases)
{
    private static readonly LinkVisit Visit = new("en", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task WhoeverIsRecusedAfterTheLetter_ReadsTheMinutesWithoutTheItem(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, letters: Linking);
        var links = await InConsultationAsync(world);
        (await DocumentAsync(world, links["member"])).ShouldContain("Benches are wanted.");

        Accept(await world.ActAsync(
            world.Items.RecuseAsync(new RecusePerson("benches", "member", "Family", "chair"), Clerk, world.NextCommand, Token)));

        (await DocumentAsync(world, links["member"])).ShouldNotContain("Benches", Case.Sensitive);
        (await DocumentAsync(world, links["chair"])).ShouldContain("Benches are wanted.");
    }

    [Theory, EachDatabase]
    public async Task WhoseMandateHasEnded_ReadsNothing_AndAnswersNothing(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, letters: Linking);
        var links = await InConsultationAsync(world);
        await using var later = await world.WithPeopleAsync(people => people.Select(person => person.Id == "member"
            ? person with { Mandates = [new Mandate("council", MandateRole.Member, null, new DateOnly(2026, 4, 30))] }
            : person));

        var desk = Desk(later);
        (await desk.OpenAsync(links["member"], Visit, Token)).State.ShouldBe(LinkState.MandateEnded);
        (await desk.SayNoCommentsAsync(links["member"], new SeenByLink(0, 0), Visit, Token)).Refusal!.Code
            .ShouldBe("mandate-ended");
        (await desk.OpenAsync(links["chair"], Visit, Token)).State.ShouldBe(LinkState.Usable);
    }

    /// <summary>Whoever has the address of a page reads what stands on it.</summary>
    [Theory, EachDatabase]
    public async Task ClosedItem_StandsByItsPublicTitleBehindALink_AndThePageSaysSo(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, letters: Linking);
        var id = await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.SubmitAsync("dismissal", "Dismissals", May, more: draft => draft with
        {
            Access = Access.Closed,
            PublicTitle = "A matter of staff",
        });
        var submission = (await world.MeetingAsync(id)).Plan.First(deadline => deadline.Kind == "submission");
        await world.AdvanceToAsync(submission.Due + LastMinute.Grace);
        var approval = await world.PendingApprovalAsync(id);
        await ShouldLeaveOutAsync(world, (await LinksAsync(world, approval.Id))["chair"]);

        await world.ApproveAgendaAsync(id);
        await world.AdvanceToAsync(May);
        Accept(await world.HoldAsync(id));
        await world.PlanAsync(June);
        foreach (var item in new[] { "benches", "dismissal" })
            await world.DecideAsync(item, "Udsat.");
        Accept(await world.CloseAsync(id));

        var consultation = (await world.ReadAsync(session => session.ConsultationsAboutAsync(id, Token))).ShouldHaveSingleItem();
        await ShouldLeaveOutAsync(world, (await LinksAsync(world, consultation.Id))["member"]);
    }

    [Theory, EachDatabase]
    public async Task WhereNothingIsClosed_ThePageSaysNothingOfIt(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, letters: Linking);
        var id = await InApprovalAsync(world);
        var token = (await LinksAsync(world, (await world.PendingApprovalAsync(id)).Id))["chair"];

        (await Desk(world).OpenAsync(token, Visit, Token)).LeavesOutClosed.ShouldBeFalse();
    }

    private static async Task ShouldLeaveOutAsync(MeetingWorld world, string token)
    {
        var document = await DocumentAsync(world, token);
        document.ShouldContain("Benches are wanted.");
        document.ShouldContain("A matter of staff");
        document.ShouldNotContain("Dismissals", Case.Sensitive);
        (await Desk(world).OpenAsync(token, Visit, Token)).LeavesOutClosed.ShouldBeTrue();
    }

    private static LetterOptions Linking { get; } = new() { PublicUrl = "https://flow.test" };

    /// <returns>The token of each member's link to the minutes.</returns>
    private static async Task<Dictionary<string, string>> InConsultationAsync(MeetingWorld world)
    {
        var id = await HeldAsync(world);
        await world.PlanAsync(June);
        await world.DecideAsync("benches", "Udsat.");
        Accept(await world.CloseAsync(id));
        var consultation = (await world.ReadAsync(session => session.ConsultationsAboutAsync(id, Token))).ShouldHaveSingleItem();
        return await LinksAsync(world, consultation.Id);
    }

    /// <returns>The token of each recipient's link.</returns>
    private static async Task<Dictionary<string, string>> LinksAsync(MeetingWorld world, string aboutId) =>
        (await world.Process.Overview.LettersAsync(aboutId, Token)).ToDictionary(
            line => line.Letter.ToPersonId, line => Link().Match(line.Letter.Text).Groups[1].Value);

    /// <summary>As the page behind the link shows it.</summary>
    private static async Task<string> DocumentAsync(MeetingWorld world, string token)
    {
        var opening = await Desk(world).OpenAsync(token, Visit, Token);
        opening.State.ShouldBe(LinkState.Usable);
        if (opening.Consultation?.Document is { } anew)
            return anew;
        var file = await world.Process.Get<FileStore>().ReadAsync(opening.Link!.Grant.DocumentHash!, Token);
        return Encoding.UTF8.GetString(file!.Content);
    }

    private static LinkDesk Desk(MeetingWorld world) =>
        new(world.Process.Runtime, world.Rules, world.Approvals, new AttachmentInspector(), new NoSearch());

    private sealed class NoSearch : IAttachmentSearch
    {
        public Task<SearchVerdict> SearchAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            Task.FromResult(SearchVerdict.NotSearched);
    }

    [GeneratedRegex("https://flow\\.test/l/([a-z2-7]{26})")]
    private static partial Regex Link();
}
