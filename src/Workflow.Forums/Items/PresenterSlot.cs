using Workflow.Forums.Meetings;

namespace Workflow.Forums.Items;

/// <summary>
/// When somebody who presents an item is asked in: they are invited to their own part of the meeting, not to all of it.
/// </summary>
/// <param name="PersonId">Null for somebody whom the register of people does not know.</param>
/// <param name="After">Minutes from the meeting's beginning, so that it moves with the meeting.</param>
/// <param name="Minutes">How long.</param>
public sealed record PresenterSlot(string? PersonId, string Name, string Address, int After, int Minutes);

/// <summary>What a presenter was told last: another slot, day or link is told anew.</summary>
/// <param name="Schedule">Version of the meeting's schedule.</param>
/// <param name="Links">How many links had come late.</param>
public sealed record ToldSlot(PresenterSlot Slot, int Schedule, int Links);

public static class PresenterSlots
{
    /// <summary>What the presenter is to know of it now; null for nothing, or that it is off.</summary>
    public static ToldSlot? Wanted(Treatment treatment, Meeting meeting) => (treatment, meeting.State) switch
    {
        ({ Slot: null } or { State: TreatmentState.Removed }, _) or (_, MeetingState.Cancelled) => null,
        ({ Slot: { } slot }, MeetingState.Dispatched) => new ToldSlot(slot, meeting.ScheduleVersion, meeting.LinkUpdates),
        // Before the agenda is out nobody is asked in; once the meeting has begun nobody is told any more.
        _ => treatment.SlotTold,
    };

    /// <summary>Whether another person has it now, or nobody: then the one who had it is told that it is off.</summary>
    public static bool IsOff(ToldSlot? told, ToldSlot? wanted) => told is not null
        && (wanted is null || wanted.Slot.PersonId != told.Slot.PersonId || wanted.Slot.Address != told.Slot.Address);
}
