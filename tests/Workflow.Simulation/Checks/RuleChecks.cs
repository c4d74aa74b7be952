using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Meetings;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>
/// What begins does so under the rules of its day, and keeps them; what goes out is what was approved, and an approval
/// counts for the content it was given to.
/// </summary>
internal sealed class RuleChecks
{
    private readonly Ledger _ledger;
    private readonly BodyRegister _bodies;
    private readonly List<string> _dispatched = [];

    public RuleChecks(Ledger ledger, BodyRegister bodies)
    {
        (_ledger, _bodies) = (ledger, bodies);
        ledger.Meetings.Changed += MeetingChanged;
        ledger.Approvals.Changed += ApprovalChanged;
        ledger.Treatments.Changed += (before, after) => Keeps(after.Id, before is null, before?.RulesFrom, after.RulesFrom);
        ledger.Consultations.Changed += (before, after) => Keeps(after.Id, before is null, before?.RulesFrom, after.RulesFrom);
    }

    public void EachStep()
    {
        Invariants.Hold("an agenda goes out as it was approved", _dispatched.Where(id => !IsApproved(_ledger.Meetings.Get(id))));
        _dispatched.Clear();
    }

    public void AtRest() => Invariants.Hold("a part keeps the rules of its meeting", _ledger.Approvals.All
        .Where(approval => _ledger.Meetings.Find(approval.AboutId) is { } meeting && meeting.RulesFrom != approval.RulesFrom)
        .Select(approval => approval.Id)
        .Concat(
            _ledger.Treatments.All.Where(treatment => _ledger.Meetings.Get(treatment.MeetingId).RulesFrom != treatment.RulesFrom)
            .Select(treatment => treatment.Id)));

    private bool IsApproved(Meeting meeting) => _ledger.Approvals.All.Any(approval =>
        approval.AboutId == meeting.Id && approval.Kind == ApprovalKind.Agenda && approval.ContentHash == meeting.AgendaHash
        && approval.State is ApprovalState.Approved or ApprovalState.PassedBySilence);

    private void MeetingChanged(Meeting? before, Meeting after)
    {
        Keeps(after.Id, before is null, before?.RulesFrom, after.RulesFrom);
        // A meeting's are those of its date; moved to another, it keeps them.
        if (before is null && after.RulesFrom != _bodies.Get(after.BodyId).On(after.Date).RulesFrom())
            throw new InvariantException("what begins has the rules of its day", $"{after.Id} has those of {after.RulesFrom:O}");
        // One that was changed again in the same step went out once more, as a correction.
        if (after.State == MeetingState.Dispatched && before is { State: < MeetingState.Dispatched }
            && before.AgendaVersion == after.AgendaVersion)
            _dispatched.Add(after.Id);
    }

    private static void ApprovalChanged(Approval? before, Approval after)
    {
        Keeps(after.Id, before is null, before?.RulesFrom, after.RulesFrom);
        if (after.State != ApprovalState.Approved)
            return;
        Invariants.Hold("an approval counts for what it was given to", after.Approvers
            .Where(approver => approver.HasApproved && !after.Acts.Any(act =>
                act.Approves && act.PersonId == approver.ApprovedById && act.Level == after.Level
                    && act.ContentHash == after.ContentHash))
            .Select(approver => $"{approver.PersonId} on {after.Id}, version {after.Version}"));
    }

    private static void Keeps(string id, bool isNew, DateOnly? before, DateOnly? after) =>
        Invariants.Hold("what runs keeps its rules", isNew || before == after
            ? []
            : [$"{id} had those of {before:O} and has those of {after:O}"]);
}
