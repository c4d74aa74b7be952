using System.Globalization;
using Workflow.Activities.Mail;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>No mail twice, none missing, none before its commit, none that makes no sense any more.</summary>
internal sealed class LetterChecks : IDisposable
{
    private static readonly string[] Asking =
        [LetterKinds.ApprovalRequest, LetterKinds.Reminder, LetterKinds.HandOver, LetterKinds.Escalation];

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SimulationDatabase _database;
    private readonly PostOffice _mail;
    private readonly Ledger _ledger;
    private long _lastLooked;

    public LetterChecks(SimulationDatabase database, PostOffice mail, Ledger ledger)
    {
        (_database, _mail, _ledger) = (database, mail, ledger);
        mail.BeforeTaking = BeforeTakingAsync;
    }

    public void Dispose() => _one.Dispose();

    public async Task EachStepAsync()
    {
        if (!_mail.IsIdempotent)
            Invariants.Hold("no mail is sent twice", _mail.Again.Select(again => again.MessageId));
        Invariants.Hold(
            "a mail sent again is the same mail", _mail.Again.Where(again => !again.IsSame).Select(again => again.MessageId));
        await AfterTheAnswerAsync().ConfigureAwait(false);
    }

    public async Task AtRestAsync(DateTimeOffset now)
    {
        var rows = await RowsAsync().ConfigureAwait(false);
        Invariants.Hold(
            "no letter hangs while it is sent", rows.Where(row => row.Status == LetterStatus.Sending).Select(row => row.Id));
        Invariants.Hold("no letter is forgotten", rows
            .Where(row => row.Status == LetterStatus.Pending && (row.NextTry is null || row.NextTry <= now))
            .Select(row => row.Id));
        // A process that dies with the letter on its way has used up a try without counting it against the limit.
        Invariants.Hold("no letter is tried for ever", await _database.QueryAsync(
            $"select letter_id from letter_statuses where attempts > {OutboxDrain.MaxAttempts * 2}",
            row => $"letter {row.GetValue(0)}").ConfigureAwait(false));
        Invariants.Hold("every letter has its status", await _database.QueryAsync(
            "select message_id from letters where id not in (select letter_id from letter_statuses)",
            row => row.GetString(0)).ConfigureAwait(false));
        Invariants.Hold("a sent letter was taken", rows
            .Where(row => row.Status == LetterStatus.Sent && !_mail.Taken.ContainsKey(row.Id)).Select(row => row.Id));
        var status = rows.ToDictionary(row => row.Id, row => row.Status, StringComparer.Ordinal);
        Invariants.Hold("a letter that was taken was decided", _mail.Taken.Keys.Where(id => !status.ContainsKey(id)));
        if (!_mail.IsIdempotent)
            Invariants.Hold("a letter that was taken is not called unsent", _mail.Taken.Keys
                .Where(id => status[id] is not (LetterStatus.Sent or LetterStatus.Unknown))
                .Select(id => $"{id} is {status[id]}"));
    }

    /// <summary>At the moment a letter leaves the house; two hosts may send at once.</summary>
    private async Task BeforeTakingAsync(Letter letter)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            await LookAsync(letter).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task LookAsync(Letter letter)
    {
        var status = await _database.QueryAsync(
            "select s.status from letters l join letter_statuses s on s.letter_id = l.id where l.message_id = $1",
            row => row.GetString(0), letter.MessageId).ConfigureAwait(false);
        if (status is not [nameof(LetterStatus.Sending)])
            Stop("no mail before its commit", $"{letter.MessageId} leaves while it is '{string.Join(' ', status)}'");
        if (Asking.Contains(letter.Kind)
            && await WhyMootAsync(letter.AboutId, version: null, letter).ConfigureAwait(false) is { } moot)
            Stop("no reminder after the answer", $"{letter.Kind} {letter.MessageId}: {moot}");
        foreach (var (about, version) in Lines(letter))
        {
            if (await WhyMootAsync(about, version, letter).ConfigureAwait(false) is { } fallen)
                Stop("no reminder after the answer", $"{letter.MessageId} of {letter.Version}: {fallen}");
        }

        if (letter.Kind is LetterKinds.Call or LetterKinds.Invitation or LetterKinds.Moved
            && await _ledger.Meetings.LookAsync(letter.AboutId).ConfigureAwait(false) is { State: MeetingState.Cancelled })
            Stop("nobody is called to a cancelled meeting", letter.MessageId);
        if (await IsForRecusedAsync(letter).ConfigureAwait(false))
            Stop("no mail to a person recused", $"{letter.Kind} {letter.MessageId} to {letter.ToPersonId}");
    }

    /// <summary>What a letter of several reminders reminds of, and of which version.</summary>
    private static IEnumerable<(string About, int Version)> Lines(Letter letter) => letter.Kind != LetterKinds.Reminders
        ? []
        : letter.Version!.Split(' ').Select(key => (
            Uri.UnescapeDataString(key[..key.LastIndexOf('@')]),
            int.Parse(key[(key.LastIndexOf('@') + 1)..key.LastIndexOf('/')], CultureInfo.InvariantCulture)));

    /// <summary>Nobody is asked for what has been given, has ended, or is another thing by now.</summary>
    private async Task<string?> WhyMootAsync(string aboutId, int? version, Letter letter)
    {
        var toId = letter.ToPersonId;
        if (await _ledger.Approvals.LookAsync(aboutId).ConfigureAwait(false) is { } approval)
            return approval.State != ApprovalState.Pending ? $"{aboutId} is {approval.State}"
                : version < approval.Version ? $"{aboutId} has version {approval.Version}"
                : HasApproved(approval, letter) ? $"{toId} has approved {aboutId}"
                : await _ledger.Meetings.LookAsync(approval.AboutId).ConfigureAwait(false) is { State: MeetingState.Cancelled }
                    && approval.Kind == ApprovalKind.Agenda ? $"{approval.AboutId} is cancelled" : null;
        if (version is null)
            return null;
        if (await _ledger.Consultations.LookAsync(aboutId).ConfigureAwait(false) is { } consultation)
            return consultation.State != ConsultationState.Open ? $"{aboutId} is {consultation.State}"
                : version < consultation.Version ? $"{aboutId} has version {consultation.Version}"
                : ConsultationRules.Find(consultation, toId) is { State: PartyState.Answered or PartyState.NoComments } party
                    ? $"{party.Id} has answered {aboutId}" : null;
        return await _ledger.Tasks.LookAsync(aboutId).ConfigureAwait(false) is { DoneAt: not null } ? $"{aboutId} is done" : null;
    }

    /// <summary>An escalation tells of others, who have not.</summary>
    private static bool HasApproved(Approval approval, Letter letter) => letter.Kind != LetterKinds.Escalation
        && approval.Approvers.Any(approver => approver.HolderId == letter.ToPersonId)
        && approval.Approvers.All(approver => approver.HolderId != letter.ToPersonId || approver.HasApproved);

    /// <summary>A letter of several reminders has a sense as long as one of them is for somebody who may know of it.</summary>
    private async Task<bool> IsForRecusedAsync(Letter letter)
    {
        if (_ledger.Items.All.All(item => item.Recusals.Count == 0))
            return false;
        if (letter.Kind != LetterKinds.Reminders)
            return await IsRecusedAsync(letter.AboutId, letter.ToPersonId).ConfigureAwait(false);
        foreach (var key in letter.Version!.Split(' '))
        {
            if (!await IsRecusedAsync(
                Uri.UnescapeDataString(key[..key.LastIndexOf('@')]), letter.ToPersonId).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private async Task<bool> IsRecusedAsync(string aboutId, string personId)
    {
        if (await _ledger.Approvals.LookAsync(aboutId).ConfigureAwait(false) is { } approval)
            return approval.RecusedIds.Contains(personId);
        var itemId = await _ledger.Treatments.LookAsync(aboutId).ConfigureAwait(false) is { } treatment
            ? treatment.ItemId
            : aboutId;
        return await _ledger.Items.LookAsync(itemId).ConfigureAwait(false) is { } item && item.IsRecused(personId);
    }

    /// <summary>
    /// As a death: a transport's own exceptions are caught, and a letter that leaves in vain may leave for ever.
    /// </summary>
    private static void Stop(string invariant, string detail) =>
        throw new ProcessDeathException(new InvariantException(invariant, detail));

    /// <summary>Nothing is decided to be sent to those who were asked, once they have answered.</summary>
    private async Task AfterTheAnswerAsync()
    {
        var letters = await _database.QueryAsync(
            "select about_id, kind, message_id, queued_at, id from letters where id > $1 order by id",
            row => (About: row.GetString(0), Kind: row.GetString(1), Id: row.GetString(2), At: DeadlineChecks.Instant(row, 3),
                Number: row.GetInt64(4)),
            _lastLooked).ConfigureAwait(false);
        foreach (var letter in letters)
        {
            _lastLooked = letter.Number;
            if (!Asking.Contains(letter.Kind))
                continue;
            if (_ledger.Approvals.Find(letter.About) is { State: ApprovalState.Approved or ApprovalState.Rejected } approval
                && letter.At > approval.Acts[^1].At)
                throw new InvariantException(
                    "no escalation after the answer",
                    $"{letter.Kind} {letter.Id} of {letter.At:O}, answered {approval.Acts[^1].At:O}");
        }
    }

    private Task<List<(string Id, LetterStatus Status, DateTimeOffset? NextTry)>> RowsAsync() => _database.QueryAsync(
        "select l.message_id, s.status, s.next_try from letters l join letter_statuses s on s.letter_id = l.id order by l.id",
        row => (row.GetString(0), Enum.Parse<LetterStatus>(row.GetString(1)), DeadlineChecks.Maybe(row, 2)));
}
