using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>No item lost, none in two places, no decision overwritten, every route as the table says.</summary>
internal sealed class ItemChecks
{
    private static readonly DecisionOutcome[] Settled =
    [
        DecisionOutcome.Approved, DecisionOutcome.ApprovedWithAmendment, DecisionOutcome.Noted, DecisionOutcome.Discussed,
        DecisionOutcome.Agreed, DecisionOutcome.Informed,
    ];

    private static readonly DecisionOutcome[] Up = [DecisionOutcome.Recommended, DecisionOutcome.Forwarded];

    private readonly Ledger _ledger;

    public ItemChecks(Ledger ledger)
    {
        _ledger = ledger;
        ledger.Treatments.Changed += TreatmentChanged;
        ledger.Items.Changed += ItemChanged;
        ledger.Meetings.Changed += MeetingChanged;
    }

    public void EachStep()
    {
        var standing = Standing();
        Invariants.Hold("no item stands in two places", standing.Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} stands on {string.Join(" and ", group.Select(treatment => treatment.MeetingId))}"));
    }

    public void AtRest()
    {
        var standing = Standing().ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Invariants.Hold("no item is lost", _ledger.Items.All
            .Where(item => item.State == ItemState.OnAgenda && !standing.ContainsKey(item.Id))
            .Select(item => $"{item.Id} is on no agenda"));
        Invariants.Hold("an item stands where it says", _ledger.Items.All
            .Where(item => item.State != ItemState.OnAgenda && standing.ContainsKey(item.Id))
            .Select(item => $"{item.Id} is {item.State}, but stands on {standing[item.Id].MeetingId}"));
        Invariants.Hold("no item waits for a meeting that is cancelled", standing.Values
            .Where(treatment => _ledger.Meetings.Get(treatment.MeetingId).State == MeetingState.Cancelled)
            .Select(treatment => $"{treatment.ItemId} on {treatment.MeetingId}"));
        Invariants.Hold("an item stands on an agenda of its body", standing.Values
            .Where(treatment => _ledger.Meetings.Get(treatment.MeetingId).BodyId != treatment.BodyId)
            .Select(treatment => treatment.Id));
    }

    private List<IGrouping<string, Treatment>> Standing() =>
    [
        .. _ledger.Treatments.All.Where(treatment => treatment.State is TreatmentState.Listed or TreatmentState.Decided)
            .GroupBy(treatment => treatment.ItemId, StringComparer.Ordinal),
    ];

    private static void TreatmentChanged(Treatment? before, Treatment after)
    {
        if (before?.Decision?.Confirmed is not null && ForumJson.Write(before.Decision) != ForumJson.Write(after.Decision))
            throw new InvariantException(
                "no decision is overwritten",
                $"{after.Id} was {before.Decision.Confirmed.Kind} and is {after.Decision?.Confirmed?.Kind}");
        if (before is { State: TreatmentState.Removed } && after.State != TreatmentState.Removed)
            throw new InvariantException("what was taken off stays off", after.Id);
    }

    private void ItemChanged(Item? before, Item after)
    {
        if (before is { State: ItemState.Withdrawn or ItemState.Reported } && after.State != before.State)
            throw new InvariantException("what has ended stays ended", $"{after.Id} was {before.State} and is {after.State}");
        foreach (var treatment in _ledger.Treatments.All.Where(
            treatment => treatment.ItemId == after.Id && treatment.Route is not null))
            CheckRoute(after, treatment);
    }

    private static void MeetingChanged(Meeting? before, Meeting after)
    {
        if (before is { State: MeetingState.Cancelled } && after.State != MeetingState.Cancelled)
            throw new InvariantException("what is cancelled stays cancelled", after.Id);
        if (before is not null && after.ScheduleVersion < before.ScheduleVersion)
            throw new InvariantException("versions only rise", $"schedule of {after.Id}");
    }

    /// <summary>The table once more, in our own words; where the chair chose, the chair chose.</summary>
    private static void CheckRoute(Item item, Treatment treatment)
    {
        var route = treatment.Route!;
        if (treatment.Decision?.Confirmed is not { } confirmed)
            throw new InvariantException("only a confirmed decision routes", treatment.Id);
        // What the body of origin planned binds nobody whom the item was sent to.
        var expected = Expected(confirmed, treatment.BodyId == item.OriginBodyId ? item.PlannedRoute : PlannedRoute.Unspecified);
        if (route.Kind != expected && expected != RouteKind.ChairChooses)
            throw new InvariantException(
                "an item goes where the table says", $"{treatment.Id}: {confirmed.Kind} goes to {route.Kind}, not {expected}");
    }

    private static RouteKind Expected(DecisionReading reading, PlannedRoute plan)
    {
        if (Up.Contains(reading.Kind) || reading.Also.Any(Up.Contains))
            return plan == PlannedRoute.Ends ? RouteKind.ChairChooses : RouteKind.Referred;
        return reading.Kind switch
        {
            DecisionOutcome.Postponed => RouteKind.Postponed,
            DecisionOutcome.ReturnedForWork => RouteKind.Returned,
            DecisionOutcome.Withdrawn => RouteKind.Withdrawn,
            DecisionOutcome.SentToHearing => RouteKind.Hearing,
            DecisionOutcome.ReturnedAdopted => RouteKind.Ended,
            DecisionOutcome.PartlyApproved or DecisionOutcome.Rejected => RouteKind.ChairChooses,
            _ when Settled.Contains(reading.Kind) => plan == PlannedRoute.Refers ? RouteKind.Referred : RouteKind.Ended,
            _ => RouteKind.Undecided,
        };
    }
}
