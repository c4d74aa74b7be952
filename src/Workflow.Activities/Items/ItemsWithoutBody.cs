using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>
/// Items sent to a body that was not configured, or not constituted, when they were: they wait for it by its name.
/// </summary>
internal static class ItemsWithoutBody
{
    /// <summary>Those that were meant for this body now know it, and wait for a meeting like any other.</summary>
    /// <param name="day">Of the meeting: a body that has taken over by then takes these items too.</param>
    public static async Task<IReadOnlyList<Item>> ClaimAsync(
        ForumSession session, BodyRegister bodies, Body body, DateOnly day, CancellationToken cancellationToken)
    {
        await session.LockMeetingsOfAsync(null, cancellationToken).ConfigureAwait(false);
        var claimed = new List<Item>();
        foreach (var item in await session.ItemsAwaitingMeetingAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if ((await MeantAsync(session, bodies, item, day, cancellationToken).ConfigureAwait(false))?.Id != body.Id)
                continue;
            claimed.Add(item with { TargetBodyId = body.Id });
            session.Items.Update(claimed[^1]);
            session.Audit(item.Id, "bodyFound", ItemTexts.Say("audit-body-found", body.Name), ("body", body.Id));
        }

        return claimed;
    }

    private static async Task<Body?> MeantAsync(
        ForumSession session, BodyRegister bodies, Item item, DateOnly day, CancellationToken cancellationToken)
    {
        var route = (await session.LastTreatmentAsync(item.Id, cancellationToken).ConfigureAwait(false))?.Route;
        var cluster = bodies.Find(item.OriginBodyId)?.Cluster;
        var named = route?.ToBodyId is { } id ? bodies.Find(id) : null;
        if (named is null && (route?.ToBody ?? item.PlannedBody) is { } name)
            named = BodyNames.Find(bodies, name, cluster);
        return named is null ? null : BodyNames.InOffice(bodies, named, day);
    }
}
