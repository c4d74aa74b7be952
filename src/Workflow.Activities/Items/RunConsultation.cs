using Workflow.Activities.Consultations;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// Before the agenda when the body's rules ask for it, or because a body decided a hearing. A decided hearing whose
/// parties nobody configured is not skipped: a task asks the secretariat whom to ask, and the item waits.
/// </summary>
internal sealed class RunConsultation(ForumRules rules) : WithdrawableActivity
{
    private const string BodyRule = "bodyRule";
    private const string DecidedHearing = "decidedHearing";

    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.RunConsultation",
        Summary = "Starts a consultation about the item and waits for its end.",
        Inputs =
        [
            new ActivityInput("for", "String", true, "Why: the body's rules for items, or a decided hearing.")
            {
                Allowed = [BodyRule, DecidedHearing],
            },
        ],
        Outcomes =
        [
            new("NotRequired", "The body's rules ask for none."),
            new("Closed", "The consultation has ended."),
            new("Withdrawn", "The item was withdrawn."),
        ],
        Signals = [Signals.ChildEnded, Signals.Withdrawn],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var decided = context.Inputs["for"] == DecidedHearing;
        var body = rules.Today(item.TargetBodyId ?? item.OriginBodyId, session);
        if (body.ItemConsultation is not { } rule)
        {
            if (!decided)
                return ActivityResult.Complete("NotRequired", ItemTexts.Say("reason-no-consultation", body.Name));
            await ItemTasks.AskAsync(
                session, rules, item, body.Id,
                ItemTasks.HearingParties, () => ItemTexts.Say("task-hearing-parties", item.Title), cancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            await Hearing.StartAsync(session, item, body, rule, cancellationToken).ConfigureAwait(false);
        }

        session.SetState(item, ItemState.InHearing);
        return ActivityResult.WaitFor(Signals.ChildEnded, Signals.Withdrawn);
    }

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Item item, Signal signal, CancellationToken cancellationToken)
    {
        var consultations = await session.ConsultationsAboutAsync(item.Id, cancellationToken).ConfigureAwait(false);
        // The end of one may be on its way while the secretariat has opened another: the last one counts.
        if (signal.Name == Signals.ChildEnded
            && (consultations.Any(other => other.State == ConsultationState.Open)
                || await IsNotTheLastAsync(session, item.Id, consultations, cancellationToken).ConfigureAwait(false)))
            return ActivityResult.WaitFor(Signals.ChildEnded, Signals.Withdrawn);
        var child = consultations.LastOrDefault(
            consultation => signal.Name != Signals.ChildEnded || consultation.Id == signal.Data["child"]);
        if (signal.Name == Signals.Withdrawn && child is { State: ConsultationState.Open })
        {
            // The consultation tells its parties itself; its end comes back as ChildEnded.
            await ConsultationRequests.WithdrawAsync(
                session, child, item.WithdrawnReason ?? "", cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Signals.ChildEnded);
        }

        if (item.State == ItemState.Withdrawn)
            return ActivityResult.Complete("Withdrawn", ItemTexts.Say("reason-withdrawn", item.WithdrawnReason));
        session.SetState(item, ItemState.Submitted);
        return child is { State: ConsultationState.Withdrawn }
            ? ActivityResult.Complete("Closed", ItemTexts.Say("reason-consultation-called-off"))
            : ActivityResult.Complete("Closed", ItemTexts.Say("reason-consultation-closed", child?.Parties.Count));
    }

    /// <summary>
    /// Two that ended at the same moment tell of it one after the other; the later word must not find the item gone on.
    /// </summary>
    private static async Task<bool> IsNotTheLastAsync(
        ForumSession session, string itemId, IReadOnlyList<Consultation> consultations, CancellationToken cancellationToken) =>
        consultations.Count > 1
        && await session.PendingSignalsAsync(itemId, Signals.ChildEnded, cancellationToken).ConfigureAwait(false) > 1;
}
