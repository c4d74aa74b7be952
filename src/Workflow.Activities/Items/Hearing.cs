using System.Globalization;
using Workflow.Activities.Consultations;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Opens a consultation about an item as a child of the item's instance.</summary>
internal static class Hearing
{
    public static async Task StartAsync(
        ForumSession session, Item item, Body body, ItemConsultationRule rule, CancellationToken cancellationToken)
    {
        var deadline = body.EndOfDay(body.AddWorkingDays(body.Today(session.Now), rule.WorkingDays));
        // Outsiders read the title: of an item that is not open they get the one that may be shown.
        var title = ShownTitle.ToOutsiders(item);
        var consultation = await ConsultationRequests.OpenAsync(
            session, ConsultationKind.Proposal, item.Id, body, title, rule.Question, ItemHash.Of(item),
            rule.Parties, deadline, item.Id,
            cancellationToken).ConfigureAwait(false);
        session.Audit(
            item.Id,
            "hearingStarted",
            ItemTexts.Say("audit-hearing-started", consultation.Parties.Count),
            ("consultation", consultation.Id),
            ("deadline", deadline.ToString("O", CultureInfo.InvariantCulture)));
        await ItemTasks.DoneAsync(session, item.Id, ItemTasks.HearingParties, cancellationToken).ConfigureAwait(false);
    }
}
