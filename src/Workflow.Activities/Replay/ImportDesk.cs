using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Meetings;
using Workflow.Forums;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Replay;

/// <summary>Takes in a paper as a coming meeting with its items: all of it in one transaction, or nothing.</summary>
public sealed class ImportDesk(ForumRuntime runtime, ForumRules rules)
{
    /// <returns>The planned meeting; a refusal where the meeting or one of its items is known already, or its day is
    /// past.</returns>
    public Task<Ruling<Meeting>> TakeInAsync(ReplayPlan plan, Actor actor, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<Meeting>(
            new CommandEnvelope("import/" + plan.MeetingId, "importMeeting", actor),
            async (session, token) =>
            {
                foreach (var item in plan.Items)
                {
                    var drafted = await ItemDesk.DraftInAsync(
                        session, rules.Bodies, item.Draft, actor, token).ConfigureAwait(false);
                    if (drafted.Refusal is { } refusal)
                        return refusal;
                }

                return await MeetingDesk.PlanInAsync(session, rules.Bodies, Planned(plan), token).ConfigureAwait(false);
            },
            cancellationToken);

    private static PlanMeeting Planned(ReplayPlan plan) => new(plan.MeetingId, plan.Body.Id, plan.Date, plan.Time)
    {
        Place = plan.Paper.Place,
        Participants = plan.Paper.Participants,
    };
}
