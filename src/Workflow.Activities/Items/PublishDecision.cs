using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// The decision is public with the minutes' page, which the meeting publishes; here the item's record says so. Nothing
/// of a closed item is said to be public.
/// </summary>
internal sealed class PublishDecision : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.PublishDecision",
        Summary = "Records where and how the decision can be read.",
        Outcomes = [new("Done", "It is recorded.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var pages = await session.PublicationsAboutAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        var minutes = pages.Where(page => page is { Kind: "minutes", Audience: null }).MaxBy(page => page.Version);
        var text = item.Access == Access.Closed
            ? ItemTexts.Say("reason-decision-closed")
            : ItemTexts.Say("reason-decision-published");
        session.Audit(
            item.Id, "decisionPublished", text, ("treatment", treatment.Id), ("access", item.Access.Spelled()),
            ("path", minutes?.Path));
        return ActivityResult.Complete("Done", text);
    }
}
