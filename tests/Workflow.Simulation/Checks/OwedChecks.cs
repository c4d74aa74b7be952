using System.Globalization;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>
/// What ought to be there by the rules, reckoned by the world itself: the rungs of whatever waits for an answer, the task where a
/// ladder ends, and a letter to everybody who has to hear of something. What was never written is seen here and nowhere else.
/// </summary>
internal sealed class OwedChecks
{
    private readonly SimulationDatabase _database;
    private readonly Ledger _ledger;
    private readonly Cast _cast;

    /// <summary>Of meetings that were moved or cancelled: who knew of them, as the letters of before say.</summary>
    private readonly Dictionary<string, HashSet<string>> _toTell = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _tellOf = new(StringComparer.Ordinal);

    public OwedChecks(SimulationDatabase database, Ledger ledger, Cast cast)
    {
        (_database, _ledger, _cast) = (database, ledger, cast);
        ledger.Meetings.Changed += MeetingChanged;
    }

    public async Task AtRestAsync()
    {
        var letters = await LettersAsync().ConfigureAwait(false);
        await LaddersAsync(letters).ConfigureAwait(false);
        Meetings(letters);
        Others(letters);
    }

    private void MeetingChanged(Meeting? before, Meeting after)
    {
        if (before is null || (before.ScheduleVersion == after.ScheduleVersion
            && (before.State == after.State || after.State != MeetingState.Cancelled)))
            return;
        if (!_toTell.TryGetValue(after.Id, out var told))
            _toTell[after.Id] = told = new HashSet<string>(StringComparer.Ordinal);
        told.UnionWith(before.ToldPersonIds);
        _tellOf[after.Id] = after.ScheduleVersion;
    }

    private async Task LaddersAsync(IReadOnlyList<Written> letters)
    {
        var pending = _ledger.Approvals.All.Where(approval => approval.State == ApprovalState.Pending).ToList();
        if (pending.Count == 0)
            return;
        var rungs = (await _database.QueryAsync(
            "select subject_id, rung, subject_version, fired_at from deadlines where kind = 'approval'",
            row => (Id: row.GetString(0), Rung: row.GetString(1), Version: row.GetInt32(2), HasFired: !row.IsDBNull(3)))
            .ConfigureAwait(false)).ToLookup(rung => (rung.Id, rung.Version));
        Invariants.Hold("every rung of a ladder is written", pending
            .SelectMany(approval => approval.Ladder
                .Where(step => rungs[(approval.Id, approval.Version)].All(rung => rung.Rung != step.Rung))
                .Select(step => $"{approval.Id} version {approval.Version} has no '{step.Rung}'")));
        Invariants.Hold("a ladder ends in a task", pending
            .Where(approval => approval.Ladder.MaxBy(step => step.WorkingDays) is { } last
                && rungs[(approval.Id, approval.Version)].Any(rung => rung.Rung == last.Rung && rung.HasFired)
                && _ledger.Tasks.All.All(task => task.AboutId != approval.Id))
            .Select(approval => approval.Id));
        var told = letters.Where(letter => letter.Kind is LetterKinds.ApprovalRequest or LetterKinds.HandOver)
            .Select(letter => (letter.About, letter.To)).ToHashSet();
        Invariants.Hold("whoever has to answer was asked", pending
            .SelectMany(approval => approval.Approvers.Where(approver => !approver.HasApproved && !approver.IsBarred)
                .Select(approver => (About: approval.Id, To: approver.HolderId)))
            .Where(owed => HasAddress(owed.To) && !told.Contains(owed)).Select(owed => $"{owed.To} of {owed.About}"));
    }

    /// <summary>A letter of the last schedule, or of the cancellation, to everybody who knew of the one before.</summary>
    private void Meetings(IReadOnlyList<Written> letters)
    {
        Invariants.Hold("whoever was told is remembered", letters
            .Where(letter => letter.Kind is LetterKinds.Call or LetterKinds.Invitation && letter.IsSent
                && !_ledger.Meetings.Get(letter.About).ToldPersonIds.Contains(letter.To))
            .Select(letter => $"{letter.To} of {letter.About}"));
        var told = letters.Where(letter => letter.Kind is LetterKinds.Moved or LetterKinds.Cancellation)
            .ToLookup(letter => (letter.About, letter.To));
        foreach (var (meetingId, people) in _toTell)
        {
            var meeting = _ledger.Meetings.Get(meetingId);
            var isCancelled = meeting.State == MeetingState.Cancelled;
            Invariants.Hold(isCancelled ? "a cancellation is told" : "a move is told", people
                .Where(person => HasAddress(person) && !told[(meetingId, person)].Any(letter => isCancelled
                    ? letter.Kind == LetterKinds.Cancellation
                    : letter.Kind == LetterKinds.Moved && letter.Schedule >= _tellOf[meetingId]))
                .Select(person => $"{person} of {meetingId}, schedule {_tellOf[meetingId]}"));
        }
    }

    private void Others(IReadOnlyList<Written> letters)
    {
        var written = letters.Select(letter => (letter.Kind, letter.About, letter.To)).ToHashSet();
        var about = letters.Select(letter => (letter.Kind, letter.About)).ToHashSet();
        Invariants.Hold("a called meeting was called", _ledger.Meetings.All
            .Where(meeting => meeting.State is MeetingState.Dispatched or MeetingState.Held
                && !about.Contains((LetterKinds.Invitation, meeting.Id)))
            .Select(meeting => meeting.Id));
        Invariants.Hold("published minutes are told of", _ledger.Meetings.All
            .Where(meeting => meeting.State == MeetingState.Published
                && !about.Contains((LetterKinds.MinutesPublished, meeting.Id)))
            .Select(meeting => meeting.Id));
        Invariants.Hold("whoever is heard was asked", _ledger.Consultations.All
            .Where(consultation => consultation.State == ConsultationState.Open)
            .SelectMany(consultation => consultation.Parties
                .Where(party => party.Address is { Length: > 0 } && party.State != PartyState.Unreachable
                    && !written.Contains((LetterKinds.HearingNotice, consultation.Id, party.Id)))
                .Select(party => $"{party.Id} of {consultation.Id}")));
        Invariants.Hold("a task was told", _ledger.Tasks.All.SelectMany(task => task.ToldIds
            .Where(person => HasAddress(person) && !written.Contains((LetterKinds.SecretariatTask, task.Id, person)))
            .Select(person => $"{person} of {task.Id}")));
        var told = _ledger.Treatments.All.Where(treatment => about.Contains((LetterKinds.Outcome, treatment.Id)))
            .Select(treatment => treatment.ItemId).ToHashSet(StringComparer.Ordinal);
        Invariants.Hold("an outcome is reported", _ledger.Items.All
            .Where(item => item.State == ItemState.Reported && !told.Contains(item.Id)
                && !about.Contains((LetterKinds.Withdrawn, item.Id)))
            .Select(item => item.Id));
    }

    private bool HasAddress(string personId) => _cast.People.Find(personId) is { Address.Length: > 0 };

    private async Task<IReadOnlyList<Written>> LettersAsync() => await _database.QueryAsync(
        """
        select l.kind, l.about_id, l.recipient_id, s.status, case when l.kind = 'moved' then l.data end
        from letters l join letter_statuses s on s.letter_id = l.id
        """,
        row => new Written(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3) == nameof(LetterStatus.Sent),
            row.IsDBNull(4) ? 0 : Schedule(row.GetString(4))))
        .ConfigureAwait(false);

    private static int Schedule(string data) =>
        int.Parse(string.Concat(ForumJson.Read<Letter>(data).Version!.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private sealed record Written(string Kind, string About, string To, bool IsSent, int Schedule);
}
