using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Meetings;

/// <summary>Members and item owners are told until when an item may be handed in.</summary>
internal sealed class CallForItems(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.CallForItems", "Asks members and item owners for items.", ("Done", "Asked."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.IsCancelled)
            return ActivityResult.Complete("Done", MeetingTexts.Say("CancelledMeanwhile", scene.Meeting.Date));
        var submission = scene.Planned(MeetingPlan.Submission);
        var called = await MeetingPeople.CalledAsync(scene, cancellationToken).ConfigureAwait(false);
        foreach (var to in called.Reached)
        {
            await scene.Session.AddLetterAsync(
                scene.Rules.Letters.Call(scene.Envelope(to, "WhyCalled"), scene.Meeting, submission.Due),
                cancellationToken).ConfigureAwait(false);
        }

        scene.Told(called.Reached);
        await MeetingOnline.AnnounceAsync(scene, cancellationToken).ConfigureAwait(false);
        scene.Advance(MeetingState.Called);
        scene.Reach(MeetingPlan.Call);
        var text = MeetingTexts.Say("Called", called.Reached.Count, submission.Day);
        scene.Audit(
            "itemsCalled",
            text,
            ("recipients", string.Join(", ", called.Reached.Select(to => to.Name))),
            ("notReached", called.NotReached),
            ("submissionDeadline", submission.Due.ToString("O", CultureInfo.InvariantCulture)));
        return ActivityResult.Complete("Done", text);
    }
}
