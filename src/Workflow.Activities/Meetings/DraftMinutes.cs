using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

internal sealed class DraftMinutes(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.DraftMinutes", "Makes the minutes of what was decided, at a new version.", ("Done", "Drafted."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        await KeepRoutesAsync(scene, cancellationToken).ConfigureAwait(false);
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with
        {
            MinutesVersion = scene.Meeting.MinutesVersion + 1,
            MinutesHash = hash,
            MinutesAuthorId = scene.Author ?? scene.Meeting.MinutesAuthorId,
        });
        scene.Reach(MeetingPlan.MinutesDraft);
        var text = MeetingTexts.Say("MinutesDrafted", scene.Meeting.MinutesVersion, paper.Items.Count);
        scene.Audit(
            "minutesDrafted",
            text,
            ("version", scene.Meeting.MinutesVersion.ToString(CultureInfo.InvariantCulture)),
            ("hash", hash));
        return ActivityResult.Complete("Done", text);
    }

    /// <summary>
    /// Where an overview of routes stands in the minutes, a choice made after this must not change what is being approved.
    /// </summary>
    private static async Task KeepRoutesAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        if (!items.Any(entry => entry.Item.Standing == StandingItem.RoutingOverview))
            return;
        foreach (var (_, treatment) in items)
            scene.Session.Treatments.Update(treatment with { IsMinuted = true, MinutedRoute = treatment.Route });
    }
}
