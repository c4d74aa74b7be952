using Workflow.Activities.Kernel;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Puts an item on an agenda and takes it off again; what goes with it waits in <see cref="Item.Forward"/>.</summary>
internal static class Placement
{
    public static async Task<Treatment> PutAsync(
        ForumSession session, Item item, Meeting meeting, CancellationToken cancellationToken)
    {
        var before = await session.TreatmentsOfItemAsync(item.Id, cancellationToken).ConfigureAwait(false);
        var agenda = await session.TreatmentsOfMeetingAsync(meeting.Id, cancellationToken).ConfigureAwait(false);
        var round = before.Count + 1;
        var treatment = new Treatment
        {
            Id = FreeId(before, Ids.Treatment(item.Id, meeting.Id), round),
            ItemId = item.Id,
            MeetingId = meeting.Id,
            BodyId = meeting.BodyId,
            RulesFrom = meeting.RulesFrom,
            Round = round,
            Order = agenda.Count == 0 ? 1 : agenda.Max(other => other.Order) + 1,
            DocumentNumber = item.Forward?.DocumentNumber ?? (meeting.BodyId == item.OriginBodyId ? item.DocumentNumber : null),
            Late = item.Late,
            Recommendation = Recommendation(item, meeting.BodyId),
            Lineage = item.Forward?.Lineage ?? [],
        };
        session.Treatments.Add(treatment);
        // Not a change: it makes this collide with whoever cancels the meeting, or places another item, at the same moment.
        session.Meetings.Update(await session.Meetings.GetAsync(meeting.Id, cancellationToken).ConfigureAwait(false));
        session.Items.Update(item with { State = ItemState.OnAgenda, TargetBodyId = meeting.BodyId, TargetDate = meeting.Date });
        return treatment;
    }

    /// <summary>
    /// The agenda keeps the row for the record; what the body was to read goes with the item to the next meeting.
    /// </summary>
    public static void TakeOff(ForumSession session, Item item, Treatment treatment)
    {
        session.Treatments.Update(treatment with { State = TreatmentState.Removed });
        session.Items.Update(item with
        {
            TargetBodyId = treatment.BodyId,
            TargetDate = null,
            // The chair's yes was for this agenda; another meeting's needs one of its own.
            Late = null,
            Forward = new PendingForward(
                treatment.MeetingId, treatment.Lineage, treatment.Recommendation, treatment.DocumentNumber),
        });
    }

    /// <summary>The agenda is numbered anew, from 1, with the treatment at the place; those taken off keep theirs.</summary>
    public static async Task OrderAsync(ForumSession session, Treatment moved, int place, CancellationToken cancellationToken)
    {
        var agenda = (await session.TreatmentsOfMeetingAsync(moved.MeetingId, cancellationToken).ConfigureAwait(false))
            .Where(other => other.Id != moved.Id && other.State != TreatmentState.Removed)
            .ToList();
        agenda.Insert(Math.Clamp(place - 1, 0, agenda.Count), moved);
        foreach (var (index, treatment) in agenda.Index())
        {
            if (treatment.Order != index + 1)
                session.Treatments.Update(treatment with { Order = index + 1 });
        }
    }

    /// <summary>Null where none is written for this body: never another body's.</summary>
    private static IReadOnlyList<TextBlock>? Recommendation(Item item, string bodyId) =>
        item.Forward is { } forward ? forward.Recommendation : bodyId == item.OriginBodyId ? item.Recommendation : null;

    /// <summary>An item may come back to a meeting it was taken off.</summary>
    private static string FreeId(IReadOnlyList<Treatment> before, string id, int round) =>
        before.Any(other => other.Id == id) ? $"{id}.{round}" : id;
}
