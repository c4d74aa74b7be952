using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Wording;

namespace Workflow.Activities.Items;

/// <summary>A treatment as a later body reads it under the earlier decisions.</summary>
internal static class EarlierDecisions
{
    public static EarlierDecision Of(Treatment treatment, Body body, Meeting meeting) =>
        new(body.Name, meeting.Date,
            Fences.Open(treatment.Decision?.Text ?? ""))
        { Outcome = treatment.Decision?.Confirmed?.Kind };
}
