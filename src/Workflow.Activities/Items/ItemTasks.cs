using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// What the secretariat is asked to do about an item; of each kind one at a time, however often a step comes by.
/// </summary>
internal static class ItemTasks
{
    public const string NoMeeting = "noMeeting";
    public const string WriteRecommendation = "writeRecommendation";
    public const string HearingParties = "hearingParties";
    public const string Resubmit = "resubmit";
    public const string ChairChoice = "chairChoice";
    public const string Findings = "findings";
    public const string PresenterDeclined = "presenterDeclined";

    public static async Task AskAsync(
        ForumSession session, ForumRules rules, Item item, string bodyId, string kind, Func<string> text,
        CancellationToken cancellationToken)
    {
        var open = await session.OpenTasksAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (open.Any(task => task.Kind == kind))
            return;
        var current = await session.CurrentTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var task = await SecretariatTasks.MakeAsync(
            session, rules, kind, item.Id, bodyId, current?.Number, text, due: null, cancellationToken).ConfigureAwait(false);
        session.Audit(item.Id, "taskMade", text(), ("task", task.Id), ("kind", kind));
    }

    /// <summary>What was asked for has happened, or is not wanted any more.</summary>
    /// <param name="kind">Null for every kind.</param>
    public static async Task DoneAsync(ForumSession session, string itemId, string? kind, CancellationToken cancellationToken)
    {
        foreach (var task in await session.OpenTasksAsync(itemId, cancellationToken).ConfigureAwait(false))
        {
            if (kind is null || task.Kind == kind)
                await TaskDesk.CompleteAsync(session, task, cancellationToken).ConfigureAwait(false);
        }
    }
}
