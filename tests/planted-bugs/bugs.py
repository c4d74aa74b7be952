"""Plants one bug into a copy of the tree: bugs.py list | bugs.py check | bugs.py file NAME | bugs.py plant NAME FOLDER. An anchor that is not found exactly once fails."""
import sys

SQLITE, POSTGRES = "sqlite", "postgres"
RUNTIME, ACTIVITIES, FORUMS = "src/Workflow.Runtime/", "src/Workflow.Activities/", "src/Workflow.Forums/"

# name, where it is looked for, what it does, file, text before, text after
BUGS = [
    ("fired-early", SQLITE, "A deadline fires an hour before its time.",
     RUNTIME + "Deadlines/DueDeadlines.cs",
     "without.Count == 0 ? [session.Now] :", "without.Count == 0 ? [session.Now.AddHours(1)] :"),
    ("fired-again", SQLITE, "A deadline that has fired stays due, and fires again.",
     RUNTIME + "Deadlines/DeadlineSweep.cs", "            row.NextTry = null;\n            row.Failure", "            row.Failure"),
    ("fired-unmarked", SQLITE, "A deadline fires, but its row does not say so.",
     RUNTIME + "Deadlines/DeadlineSweep.cs", "            row.FiredAt = session.Now;\n", ""),
    ("command-twice", SQLITE, "The id of a command is not looked at: asked for again, it is done again.",
     RUNTIME + "ForumRuntime.cs", "session.Writes.Insert(Row(command, session, ruling.Value));",
     "session.Writes.Insert(Row(command, session, ruling.Value), \"on conflict do nothing\");"),
    ("conflict-as-result", SQLITE, "A transaction that stays broken off comes out as the bare error of the database.",
     RUNTIME + "TransactionRunner.cs", "throw new DatabaseConflictException(what, attempt, exception);", "throw;"),
    ("mail-before-commit", SQLITE, "The claim of a letter is not committed before it leaves.",
     RUNTIME + "Outbox/OutboxStore.cs", "            rows => rows.Count > 0,", "            rows => rows.Count > 0 && what != \"claim letters\","),
    ("poison", SQLITE, "A letter whose sending throws holds up all others.",
     ACTIVITIES + "Mail/Delivery.cs", "            log.LetterFailed(claimed.Id, claimed.Letter.Kind, exception.GetType().Name);\n",
     "            log.LetterFailed(claimed.Id, claimed.Letter.Kind, exception.GetType().Name);\n            if (claimed.Attempts > 0) throw;\n"),
    ("limit-forgotten", SQLITE, "A letter that is refused for the time being is tried for ever.",
     ACTIVITIES + "Mail/Delivery.cs", "if (claimed.Attempts >= OutboxDrain.MaxAttempts)", "if (claimed.Attempts >= OutboxDrain.MaxAttempts * 100)"),
    ("unknown-sent-again", SQLITE, "A letter that the server may have taken is sent again by itself.",
     ACTIVITIES + "Mail/Delivery.cs", "=> new LetterResult(LetterStatus.Unknown, unknown.Reason)", "=> Later(claimed, unknown.Reason)"),
    ("recovered-too-far", SQLITE, "On start a letter that was on its way is sent again, whatever the transport.",
     RUNTIME + "Outbox/OutboxStatements.cs", "set status = 'Unknown', settled_at = $2, reason = $3", "set status = 'Pending', next_try = $2, reason = $3"),
    ("signal-lost", SQLITE, "A signal that finds an earlier one waiting is dropped.",
     RUNTIME + "ForumRuntime.cs",
     "        if (locked.HasPending(signal.InstanceId))\n            return;\n        session.Take(signal);\n",
     "        session.Take(signal);\n        if (locked.HasPending(signal.InstanceId))\n            return;\n"),
    ("chain-broken", SQLITE, "An entry of the audit trail does not name the one before it.",
     RUNTIME + "Audit/AuditChain.cs", "(row.Sequence, row.PreviousHash) = (sequence + 1, hash);", "(row.Sequence, row.PreviousHash) = (sequence + 1, \"\");"),
    ("answer-untold", SQLITE, "An answer is written, but the lifecycle that waits for it is not told.",
     ACTIVITIES + "Approvals/ApprovalDesk.cs", "session.Raise(answered.Id,", "if (session.Now.Second > 60) session.Raise(answered.Id,"),
    ("asked-after-answer", SQLITE, "Who has answered before the request went out is asked all the same.",
     ACTIVITIES + "Approvals/AskApproval.cs", "if (approval.State != ApprovalState.Pending)", "if (approval.State == ApprovalState.Withdrawn)"),
    ("move-keeps-deadlines", SQLITE, "Moving a meeting keeps the deadlines of the old date.",
     ACTIVITIES + "Meetings/MeetingDesk.cs",
     "        await scene.Session.CancelDeadlinesAsync(\n            scene.Meeting.Id, reason, cancellationToken, MeetingScene.Kind).ConfigureAwait(false);\n", ""),
    ("cancel-loses-items", SQLITE, "The items of a cancelled meeting stay on it.",
     ACTIVITIES + "Meetings/RevokeMeeting.cs", "if (treatment.State == TreatmentState.Listed)", "if (treatment.State == TreatmentState.Decided)"),
    ("asked-though-given", SQLITE, "Of two who must approve, the one who has is asked all the same.",
     ACTIVITIES + "Mail/LetterSense.cs", "letter.Kind != LetterKinds.Escalation && HasApproved(", "letter.Kind == LetterKinds.Call && HasApproved("),
    ("decision-overwritten", SQLITE, "A confirmed outcome is confirmed again, as another.",
     ACTIVITIES + "Items/Outcomes.cs", "        if (decision.Confirmed is not null)\n            return ItemTexts.Refuse(\"outcome-confirmed\", item.Title);\n", ""),
    ("two-agendas", SQLITE, "An item that is moved to another meeting stays on the first agenda too.",
     ACTIVITIES + "Items/ItemDesk.Placement.cs", "            Placement.TakeOff(session, item, current);\n", ""),
    ("wrong-road", SQLITE, "A postponed item ends.",
     FORUMS + "Routing/RouteTable.cs", "[Postponed], [], null, RouteKind.Postponed)", "[Postponed], [], null, RouteKind.Ended)"),
    ("page-lost", SQLITE, "A page that could not be written is marked as written.",
     ACTIVITIES + "Publications/PublicationDrain.cs", "cancellationToken).ConfigureAwait(false);\n            return false;", "cancellationToken).ConfigureAwait(false);\n            return true;"),
    ("bundle-unlooked", SQLITE, "A letter of several reminders leaves though what it reminds of has been answered.",
     ACTIVITIES + "Mail/BundleSense.cs", "        var lines = Lines(letter).ToList();\n        return",
     "        var lines = Lines(letter).ToList();\n        if (lines.Count > 0)\n            return null;\n        return"),
    ("ladder-without-end", SQLITE, "After the last rung no task is made: the approval waits for ever.",
     ACTIVITIES + "Approvals/Escalate.cs", "if (scene.Step == scene.Approval.Ladder.MaxBy(other => other.WorkingDays))", "if (scene.Approval.Ladder.Count == 0)"),
    ("handover-untold", SQLITE, "The deputy to whom the duty passes is not told.",
     ACTIVITIES + "Approvals/Escalation.cs", "            await ApprovalLetters.HandOverAsync(\n                session, rules, handed, to, body, Step.Rung, cancellationToken).ConfigureAwait(false);\n", ""),
    ("rung-unwritten", SQLITE, "The rung one day after the due day is never written.",
     ACTIVITIES + "Approvals/ApprovalLadder.cs", "        foreach (var (step, at) in LadderPlan.For(approval.Ladder, approval.DueDay, body))\n        {\n",
     "        foreach (var (step, at) in LadderPlan.For(approval.Ladder, approval.DueDay, body))\n        {\n            if (step.WorkingDays == 1)\n                continue;\n"),
    ("cancel-untold", SQLITE, "Nobody is told that a meeting is cancelled.",
     ACTIVITIES + "Meetings/RevokeMeeting.cs", "        await TellAsync(scene, cancellationToken).ConfigureAwait(false);\n", ""),
    ("move-untold", SQLITE, "Of those who know of a meeting that is moved, the first is not told.",
     ACTIVITIES + "Meetings/ReplanMeeting.cs", "        foreach (var to in told.Reached)\n", "        foreach (var to in told.Reached.Skip(1))\n"),
    ("outcome-untold", SQLITE, "Nobody hears how an item ended.",
     ACTIVITIES + "Items/ReportOutcome.cs", "            await TellDecisionAsync(session, item, treatment!, body, cancellationToken).ConfigureAwait(false);\n", ""),
    ("task-untold", SQLITE, "A task is made, and the secretariat is not told.",
     ACTIVITIES + "Tasks/SecretariatTasks.cs", "        await TellAsync(session, rules, task, body, cancellationToken).ConfigureAwait(false);\n", ""),
    ("hosts-own-clock", POSTGRES, "Due is compared with the host's clock in place of the database's.",
     RUNTIME + "Storage/DatabaseFactory.cs", "UsesDatabaseClock => !IsSqlite && _options.SeveralHosts", "UsesDatabaseClock => IsSqlite && _options.SeveralHosts"),
    ("version-untested", POSTGRES, "A row is written over whatever another host has made of it meanwhile.",
     RUNTIME + "Storage/Raw/TableMap.cs", "$\" and {version} = {expected}\"", "$\" and {expected} is not null\""),
    ("lock-dropped", POSTGRES, "A due deadline is claimed without its lock, so that two hosts fire it.",
     RUNTIME + "Deadlines/DueDeadlines.cs", "? \" for update of d skip locked\" : \"\"", "? \"\" : \"\""),
]


def changed(name, folder):
    _, _, _, file, before, after = next(bug for bug in BUGS if bug[0] == name)
    text = open(f"{folder}/{file}", encoding="utf-8").read()
    if text.count(before) != 1:
        sys.exit(f"{name}: its anchor stands {text.count(before)} times in {file}")
    return f"{folder}/{file}", text.replace(before, after)


def plant(name, folder):
    path, text = changed(name, folder)
    open(path, "w", encoding="utf-8").write(text)


if sys.argv[1] == "list":
    print("\n".join("\t".join(bug[:3]) for bug in BUGS))
elif sys.argv[1] == "check":
    for bug in BUGS:
        changed(bug[0], ".")
elif sys.argv[1] == "file":
    print(next(bug for bug in BUGS if bug[0] == sys.argv[2])[3])
else:
    plant(sys.argv[2], sys.argv[3])
