using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class WriteHearingNote(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.WriteHearingNote", "Writes who was asked, who answered what, or that no comments came in.", ("Done", "Written."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        return ActivityResult.Complete(
            "Done", await HearingNotes.WriteAsync(
                session, rules, consultation, change: null, cancellationToken).ConfigureAwait(false));
    }
}
