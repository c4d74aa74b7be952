using Workflow.Engine.Activities;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Promises of a decision become follow-ups, each with a draft item that lives a life of its own.</summary>
internal static class FollowUpsMade
{
    public const string DefinitionId = "agenda-item";

    public static async Task WriteAsync(
        ForumSession session, Item item, Treatment treatment, Meeting meeting, CancellationToken cancellationToken)
    {
        foreach (var (followUp, draft) in FollowUpPlan.For(item, treatment, meeting.Date))
        {
            if (await session.FollowUps.FindAsync(followUp.Id, cancellationToken).ConfigureAwait(false) is not null)
                throw new PermanentActivityException(
                    $"The follow-up '{followUp.Id}' exists: treatment '{treatment.Id}' was routed before.");
            session.FollowUps.Add(followUp);
            session.Items.Add(draft);
            session.Start(DefinitionId, draft.Id, null);
            session.Audit(
                item.Id,
                "followUpMade",
                ItemTexts.Say("audit-follow-up", followUp.Text),
                ("followUp", followUp.Id),
                ("draft", draft.Id),
                ("due", followUp.Due.Iso()));
        }
    }
}
