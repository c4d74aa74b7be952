using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// Makes ready what the next body gets: the earlier decisions, its own recommendation or none, never a block for the
/// first body alone.
/// </summary>
internal sealed class ForwardItem(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.ForwardItem",
        Summary = "Makes the item ready for the next body.",
        Outcomes = [new("Done", "It can be placed on the next body's agenda.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var treatment = await session.DecidedTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var meeting = await session.Meetings.GetAsync(treatment.MeetingId, cancellationToken).ConfigureAwait(false);
        var from = rules.Bodies.Get(treatment.BodyId);
        var route = treatment.Route
            ?? throw new PermanentActivityException($"Treatment '{treatment.Id}' is not routed, so it cannot be sent on.");
        var to = route.ToBodyId is null ? null : rules.Bodies.Find(route.ToBodyId);
        session.Items.Update(item with
        {
            State = ItemState.Submitted,
            TargetBodyId = to?.Id,
            TargetDate = route.ToDate,
            NotBefore = null,
            Late = null,
            Forward = Forwarding.Prepare(treatment, from, meeting.Date, to),
        });
        var name = to?.Name ?? route.ToBody ?? "?";
        session.Audit(
            item.Id,
            "forwarded",
            ItemTexts.Say("audit-forwarded", from.Name, name),
            ("treatment", treatment.Id),
            ("from", from.Id),
            ("toBodyId", to?.Id),
            ("toBody", name),
            ("toDate", route.ToDate.Iso()));
        return ActivityResult.Complete("Done", ItemTexts.Say("audit-forwarded", from.Name, name));
    }
}
