using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>Puts the minutes on the body's next agenda as an item of their own, and waits for what is decided there.</summary>
internal sealed class ApproveMinutes(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.ApproveMinutes",
        "Has the body's next meeting approve the minutes.",
        ("Approved", "They are approved."),
        ("Rejected", "They are to be drafted anew.")).WaitingFor(Signals.MinutesDecided);

    protected override Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var item = BodyLanguage.Of(scene.Body, () => Item(scene));
        scene.Session.Items.Add(item);
        scene.Session.Start("agenda-item", item.Id, parentSubjectId: null);
        // Its text is whole from the beginning, so it is handed in at once.
        scene.Session.Raise(item.Id, new Signal(Signals.Submitted));
        scene.Session.Audit(item.Id, "itemSubmitted", item.Title, new Dictionary<string, string> { ["about"] = scene.Meeting.Id });
        scene.Change(scene.Meeting with { State = MeetingState.MinutesInApproval });
        scene.Audit("minutesInApproval", MeetingTexts.Say("MinutesInApproval", scene.Body.Name), ("item", item.Id));
        return Task.FromResult(ActivityResult.WaitFor(Signals.MinutesDecided));
    }

    protected override Task<ActivityResult> ResumeAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (IsOfEarlierVersion(scene, signal.Data.GetValueOrDefault("item")))
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", signal.Data["item"]));
            return Task.FromResult(ActivityResult.WaitFor(Signals.MinutesDecided));
        }

        return Task.FromResult(signal.Data.GetValueOrDefault("approved") == "true"
            ? ActivityResult.Complete("Approved", MeetingTexts.Say("MinutesApprovedLater"))
            : ActivityResult.Complete("Rejected", MeetingTexts.Say("MinutesRejected")));
    }

    /// <summary>An item that was returned may still be decided, or withdrawn, when its minutes have been drafted anew.</summary>
    private static bool IsOfEarlierVersion(MeetingScene scene, string? itemId) =>
        Enumerable.Range(1, scene.Meeting.MinutesVersion - 1).Any(version => Ids.MinutesItem(scene.Meeting.Id, version) == itemId);

    private static Item Item(MeetingScene scene) => new()
    {
        Id = Ids.MinutesItem(scene.Meeting.Id, scene.Meeting.MinutesVersion),
        Title = MeetingTexts.Say("MinutesItemTitle", scene.Meeting.Date),
        OriginBodyId = scene.Body.Id,
        Access = Access.Open,
        PlannedRoute = PlannedRoute.Ends,
        Sections = [new ItemSection(SectionKind.Economy, null, [new TextBlock(MeetingTexts.Say("NoExpenditure"))])],
        Recommendation = [new TextBlock(MeetingTexts.Say("MinutesRecommendation"))],
        Standing = StandingItem.ApproveMinutes,
        AboutMeetingId = scene.Meeting.Id,
        TargetBodyId = scene.Body.Id,
        NotBefore = scene.Meeting.Date.AddDays(1),
        State = ItemState.Submitted,
        SubmittedById = scene.Session.Actor.Id,
    };
}
