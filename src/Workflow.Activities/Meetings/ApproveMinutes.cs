using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>
/// Where the body's rules ask for it the minutes are first approved in writing, level by level; then they are an item of the
/// body's next agenda, and what is decided there is waited for.
/// </summary>
internal sealed class ApproveMinutes(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.MinutesDecided, Signals.ChildEnded];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.ApproveMinutes",
        "Has the minutes approved: in writing where the body's rules say so, and by the body's next meeting.",
        ("Approved", "They are approved, perhaps with an amendment that is still to be written in."),
        ("Rejected", "They are to be drafted anew.")).WaitingFor(Awaited);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        scene.Change(scene.Meeting with { State = MeetingState.MinutesInApproval });
        if (WrittenMinutes.AreWanted(scene))
            await WrittenMinutes.AskAsync(scene, cancellationToken).ConfigureAwait(false);
        else
            PutOnAgenda(scene);
        return ActivityResult.WaitFor(Awaited);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        if (signal.Name == Signals.ChildEnded)
        {
            if (await WrittenMinutes.AreApprovedAsync(scene, signal, cancellationToken).ConfigureAwait(false))
                PutOnAgenda(scene);
            return ActivityResult.WaitFor(Awaited);
        }

        if (IsOfEarlierVersion(scene, signal.Data.GetValueOrDefault("item")))
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", signal.Data["item"]));
            return ActivityResult.WaitFor(Awaited);
        }

        switch (MinutesVerdict.Read(signal))
        {
            case MinutesAnswer.Approved:
                return ActivityResult.Complete("Approved", MeetingTexts.Say("MinutesApprovedLater"));
            case MinutesAnswer.Amended:
                scene.Change(
                    scene.Meeting with
                    {
                        Amendment = new MinutesAmendment(
                        signal.Data.GetValueOrDefault(MinutesVerdict.Wording) ?? "–", false)
                    });
                return ActivityResult.Complete("Approved", MeetingTexts.Say("MinutesApprovedAmended"));
            default:
                return ActivityResult.Complete("Rejected", MeetingTexts.Say("MinutesRejected"));
        }
    }

    internal static void PutOnAgenda(MeetingScene scene)
    {
        var item = BodyLanguage.Of(scene.Body, () => Item(scene));
        scene.Session.Items.Add(item);
        scene.Session.Start("agenda-item", item.Id, parentSubjectId: null);
        // Its text is whole from the beginning, so it is handed in at once.
        scene.Session.Raise(item.Id, new Signal(Signals.Submitted));
        scene.Session.Audit(
            item.Id, "itemSubmitted", item.Title, new Dictionary<string, string> { ["about"] = scene.Meeting.Id });
        scene.Audit("minutesInApproval", MeetingTexts.Say("MinutesInApproval", scene.Body.Name), ("item", item.Id));
    }

    /// <summary>An item that was returned may still be decided, or withdrawn, when its minutes have been drafted anew.</summary>
    internal static bool IsOfEarlierVersion(MeetingScene scene, string? itemId) =>
        Enumerable.Range(
            1, scene.Meeting.MinutesVersion - 1).Any(version => Ids.MinutesItem(scene.Meeting.Id, version) == itemId);

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
