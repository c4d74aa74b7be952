using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;
using Workflow.Forums.Routing;

namespace Workflow.Activities.Meetings;

internal sealed class PublishMinutes(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.PublishMinutes",
        "Publishes the approved minutes, tells the members, and lets the items that ended here be reported.",
        ("Done", "Published."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        scene.Audit(
            "minutesApproved",
            MeetingTexts.Say("MinutesApproved", scene.Meeting.MinutesVersion),
            ("version", scene.Meeting.MinutesVersion.ToString(CultureInfo.InvariantCulture)),
            ("hash", scene.Meeting.MinutesHash));
        var page = await MeetingPublication.PublishAsync(scene, PaperKind.Minutes, PageState.Published, cancellationToken).ConfigureAwait(false);
        scene.Advance(MeetingState.Published);
        scene.Reach(MeetingPlan.MinutesApproval, MeetingPlan.Publication);
        await TellAsync(scene, page, cancellationToken).ConfigureAwait(false);
        await ReleaseItemsAsync(scene, cancellationToken).ConfigureAwait(false);
        var text = MeetingTexts.Say("MinutesPublished", page.Version);
        scene.Audit("minutesPublished", text, ("path", page.Path), ("hash", page.ContentHash));
        return ActivityResult.Complete("Done", text);
    }

    private static async Task TellAsync(MeetingScene scene, Publication page, CancellationToken cancellationToken)
    {
        foreach (var to in MeetingPeople.Members(scene).Reached)
        {
            var envelope = scene.Envelope(to, "WhyMember", "v" + page.Version.ToString(CultureInfo.InvariantCulture));
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.MinutesPublished(envelope, scene.Meeting, page.Version), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Those that have ended wait for this; one that is still on its way there will see that the minutes are approved.</summary>
    private static async Task ReleaseItemsAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        foreach (var (item, treatment) in await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            if (treatment.Route?.Kind == RouteKind.Ended && item.State == ItemState.Ended)
                scene.Session.Raise(item.Id, new Signal(Signals.MinutesApproved));
        }
    }
}
