using System.Globalization;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;

namespace Workflow.Activities.Meetings;

/// <summary>
/// What is published is what was approved, to the letter. An amendment is written in and confirmed first; minutes that have
/// become others since they were approved are a task, never a page.
/// </summary>
internal sealed class PublishMinutes(ForumRules rules) : MeetingActivity(rules)
{
    private static readonly string[] Awaited = [Signals.MinutesAmended, Signals.ChildEnded, Signals.MinutesDecided];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.PublishMinutes",
        "Publishes the approved minutes, tells the members, and lets the items that ended here be reported. Waits before that until"
        + " an amendment is written in and confirmed.",
        ("Done", "Published.")).WaitingFor(Awaited);

    protected override Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken) =>
        scene.Meeting.Amendment is { } amendment
            ? AmendAsync(scene, amendment.Text, cancellationToken)
            : PublishAsync(scene, cancellationToken);

    protected override Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken) => signal.Name switch
        {
            Signals.MinutesAmended => ConfirmAsync(scene, cancellationToken),
            Signals.ChildEnded => AnsweredAsync(scene, signal, cancellationToken),
            _ => DecidedAsync(scene, signal, cancellationToken),
        };

    private static async Task<ActivityResult> PublishAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (_, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        if (hash != scene.Meeting.MinutesHash)
            return await AmendAsync(
                scene, MeetingTexts.Say("MinutesDiffer", scene.Meeting.MinutesVersion), cancellationToken).ConfigureAwait(false);
        scene.Audit(
            "minutesApproved",
            MeetingTexts.Say("MinutesApproved", scene.Meeting.MinutesVersion),
            ("version", scene.Meeting.MinutesVersion.ToString(CultureInfo.InvariantCulture)),
            ("hash", hash));
        var page = await MeetingPublication.PublishAsync(
            scene, PaperKind.Minutes, PageState.Published, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { Amendment = null });
        scene.Advance(MeetingState.Published);
        scene.Reach(MeetingPlan.MinutesApproval, MeetingPlan.Publication);
        await MinutesAmending.TellAsync(scene, page.Version, correction: null, cancellationToken).ConfigureAwait(false);
        await ReleaseItemsAsync(scene, cancellationToken).ConfigureAwait(false);
        var text = MeetingTexts.Say("MinutesPublished", page.Version);
        scene.Audit("minutesPublished", text, ("path", page.Path), ("hash", page.ContentHash));
        return ActivityResult.Complete("Done", text);
    }

    private static async Task<ActivityResult> AmendAsync(
        MeetingScene scene, string amendment, CancellationToken cancellationToken)
    {
        await MinutesAmending.AskAsync(scene, amendment, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    private static async Task<ActivityResult> ConfirmAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.Body.AmendedMinutes == Forums.Bodies.AmendedMinutesWay.NextMeeting)
            ApproveMinutes.PutOnAgenda(scene);
        else
            await MinutesAmending.AskChairAsync(scene, cancellationToken).ConfigureAwait(false);
        return ActivityResult.WaitFor(Awaited);
    }

    private static async Task<ActivityResult> AnsweredAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        switch (await MinutesAmending.AnswerAsync(scene, signal, cancellationToken).ConfigureAwait(false))
        {
            case { Answer: MinutesAnswer.Approved }:
                return await PublishAsync(scene, cancellationToken).ConfigureAwait(false);
            case { Answer: MinutesAnswer.Rejected, Reason: var reason }:
                return await AmendAsync(
                    scene, MeetingTexts.Say("MinutesRejectedInWriting", reason), cancellationToken).ConfigureAwait(false);
            case { Answer: MinutesAnswer.Amended }:
                await MinutesAmending.AskChairAsync(scene, cancellationToken).ConfigureAwait(false);
                break;
        }

        return ActivityResult.WaitFor(Awaited);
    }

    private static async Task<ActivityResult> DecidedAsync(MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        var item = signal.Data.GetValueOrDefault("item");
        if (item != Ids.MinutesItem(scene.Meeting.Id, scene.Meeting.MinutesVersion)
            || scene.Meeting.Amendment is not { IsWritten: true })
        {
            scene.Audit("stale", MeetingTexts.Say("Stale", item));
            return ActivityResult.WaitFor(Awaited);
        }

        return MinutesVerdict.Read(signal) switch
        {
            MinutesAnswer.Approved => await PublishAsync(scene, cancellationToken).ConfigureAwait(false),
            MinutesAnswer.Amended =>
                await AmendAsync(scene, signal.Data.GetValueOrDefault(MinutesVerdict.Wording) ?? "–", cancellationToken)
                    .ConfigureAwait(false),
            _ => await AmendAsync(scene, MeetingTexts.Say("MinutesRejected"), cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>
    /// Those that have ended wait for this; one that is still on its way there will see that the minutes are approved.
    /// </summary>
    private static async Task ReleaseItemsAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        foreach (var (item, treatment) in await MeetingPapers.ItemsAsync(
            scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false))
        {
            if (treatment.Route?.Kind == RouteKind.Ended && item.State == ItemState.Ended)
                scene.Session.Raise(item.Id, new Signal(Signals.MinutesApproved));
        }
    }
}
