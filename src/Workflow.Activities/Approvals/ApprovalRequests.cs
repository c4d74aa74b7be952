using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>Begins, changes and takes back requests for approval on behalf of the lifecycle that needs them.</summary>
internal static class ApprovalRequests
{
    /// <summary>Kind of the task that is made where nobody can be written to.</summary>
    public const string NobodyToAsk = "nobodyToApprove";

    /// <summary>Kind of the task that is made where a ladder has ended without an answer.</summary>
    public const string Overdue = "approvalOverdue";

    /// <summary>Asks the first level of the body's rules; starts the approval as a child instance.</summary>
    /// <exception cref="PermanentActivityException">The body asks nobody to approve such a thing.</exception>
    public static Approval Ask(ForumSession session, ForumRules rules, Body body, ApprovalQuestion question, int number)
    {
        var levels = question.Levels ?? ApprovalPlans.Of(body, Subject(question.Kind))
            ?? throw new PermanentActivityException($"The body '{body.Id}' has no rule for approving {Name(question.Kind)}.");
        var today = new Roles(rules, body, session.Now).Today;
        var approval = new Approval
        {
            Id = Ids.Approval(Name(question.Kind), question.AboutId, number),
            Kind = question.Kind,
            AboutId = question.AboutId,
            BodyId = body.Id,
            RulesFrom = body.RulesFrom(),
            Title = question.Title,
            ContentHash = question.ContentHash,
            Content = question.Content,
            Rule = levels[0].Rule,
            Levels = levels,
            Approvers = ApprovalPlans.Approvers(levels[0], rules.People, body.Id, today),
            RequestedById = question.RequestedById,
            RecusedIds = question.RecusedIds,
            AskedAt = session.Now,
            DueDay = ApprovalPlans.DueDay(levels[0], body, today, question.Planned),
            PlannedDay = question.Planned,
            Ladder = levels[0].Ladder!,
        };
        approval = ApprovalDuties.Settle(approval, rules.People, today);
        session.Approvals.Add(approval);
        session.Start("approval", approval.Id, question.AboutId);
        return approval;
    }

    public static async Task<Approval> AskAsync(
        ForumSession session, ForumRules rules, Body body, ApprovalQuestion question, CancellationToken cancellationToken)
    {
        var earlier = await session.ApprovalsAboutAsync(question.AboutId, cancellationToken).ConfigureAwait(false);
        return Ask(session, rules, body, question, earlier.Count(other => other.Kind == question.Kind) + 1);
    }

    /// <summary>Sets up the ladder of a level and asks those who owe its answer.</summary>
    public static async Task<Approval> BeginAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, CancellationToken cancellationToken)
    {
        (approval,
        var skipped) = await ApprovalLadder.ClimbAsync(session, approval, body, cancellationToken).ConfigureAwait(false);
        var reached = await ApprovalLetters.AskAsync(session, rules, approval, body, cancellationToken).ConfigureAwait(false);
        if (reached == 0)
            await SecretariatTasks.MakeAsync(
                session, rules, NobodyToAsk, approval.AboutId, body.Id, null, () => ApprovalTexts.NobodyToAsk(approval),
                null, cancellationToken)
                .ConfigureAwait(false);
        session.Audit(approval.Id, "approvalAsked", ApprovalTexts.Asked(approval), Facts(approval, skipped));
        return approval;
    }

    /// <summary>
    /// The content is another now: every yes given to the former one is void, and the first level is asked again.
    /// </summary>
    public static async Task ContentChangedAsync(
        ForumSession session,
        ForumRules rules,
        Approval approval,
        (string Hash, IReadOnlyList<ContentPart> Parts) content,
        CancellationToken cancellationToken)
    {
        var changed = ApprovalRules.ContentChanged(approval, content.Hash);
        if (!changed.IsAccepted || approval.ContentHash == content.Hash)
            return;
        var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
        var today = new Roles(rules, body, session.Now).Today;
        var planned = approval.PlannedDay ?? approval.DueDay;
        var again = ApprovalDuties.Settle(
            changed.Value with
            {
                Content = content.Parts,
                Change = BodyLanguage.Of(body, () => ContentChange.Describe(approval.Content, content.Parts)),
                DueDay = approval.Levels.Count > 0
                    ? ApprovalPlans.DueDay(approval.Levels[0], body, today, planned)
                    : approval.DueDay,
                AskedAt = session.Now,
            },
            rules.People,
            today);
        session.Approvals.Update(again);
        var reason = ApprovalTexts.ContentChanged(approval);
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await ApprovalLetters.VoidAsync(session, rules, approval, again, body, cancellationToken).ConfigureAwait(false);
        session.Audit(approval.Id, "contentChanged", reason, new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["change"] = again.Change!,
            ["voided"] = string.Join(", ", again.VoidedIds),
            ["hash"] = content.Hash,
        });
        session.Raise(approval.Id, new Signal(Signals.ContentChanged));
    }

    public static async Task WithdrawAsync(
        ForumSession session, Approval approval, string reason, CancellationToken cancellationToken)
    {
        var withdrawn = ApprovalRules.Withdraw(approval);
        if (!withdrawn.IsAccepted)
            return;
        session.Approvals.Update(withdrawn.Value);
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        session.Raise(
            approval.Id, new Signal(Signals.Withdrawn) { Data = new Dictionary<string, string> { ["reason"] = reason } });
    }

    /// <summary>
    /// What it is about has another date. In the transaction of whoever moves it: from here on no rung of the old day can be
    /// reached, and no letter of it leaves.
    /// </summary>
    public static async Task StopClockAsync(
        ForumSession session, Approval approval, string reason, CancellationToken cancellationToken)
    {
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await StopLettersAsync(session, approval, reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Letters that name the former day, or say that it was passed.</summary>
    public static async Task StopLettersAsync(
        ForumSession session, Approval approval, string reason, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { LetterKinds.Reminder, LetterKinds.Escalation, LetterKinds.HandOver })
            await session.CancelLettersAsync(approval.Id, reason, cancellationToken, kind).ConfigureAwait(false);
    }

    /// <summary>Those who are asked are told again, and the rungs that are left are counted from the new day.</summary>
    public static void MoveDueDay(ForumSession session, Approval approval, DateOnly dueDay) =>
        session.Raise(approval.Id, new Signal(Signals.DueMoved)
        {
            Data = new Dictionary<string, string> { ["dueDay"] = dueDay.ToString("O", CultureInfo.InvariantCulture) },
        });

    public static string Name(ApprovalKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static ApprovalSubject Subject(ApprovalKind kind) => kind switch
    {
        ApprovalKind.Agenda => ApprovalSubject.Agenda,
        ApprovalKind.Minutes => ApprovalSubject.Minutes,
        _ => ApprovalSubject.Item,
    };

    private static Dictionary<string, string> Facts(Approval approval, IReadOnlyList<string> skipped) => new()
    {
        ["about"] = approval.AboutId,
        ["kind"] = Name(approval.Kind),
        ["level"] = approval.Level.ToString(CultureInfo.InvariantCulture),
        ["due"] = approval.DueDay.ToString("O", CultureInfo.InvariantCulture),
        ["approvers"] = string.Join(", ", approval.Approvers.Select(approver => approver.Name)),
        ["skippedRungs"] = string.Join(", ", skipped),
    };
}
