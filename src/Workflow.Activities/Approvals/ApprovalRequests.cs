using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>Begins, changes and takes back requests for approval on behalf of the lifecycle that needs them.</summary>
internal static class ApprovalRequests
{
    /// <summary>Asks the chairs of the day, each with the deputy of the day; starts the approval as a child instance.</summary>
    public static async Task<Approval> AskAsync(
        ForumSession session,
        ForumRules rules,
        ApprovalKind kind,
        string aboutId,
        Body body,
        string title,
        string contentHash,
        DateOnly dueDay,
        string parentSubjectId,
        CancellationToken cancellationToken)
    {
        var earlier = await session.ApprovalsAboutAsync(aboutId, cancellationToken).ConfigureAwait(false);
        var approval = new Approval
        {
            Id = Ids.Approval(Name(kind), aboutId, earlier.Count(other => other.Kind == kind) + 1),
            Kind = kind,
            AboutId = aboutId,
            BodyId = body.Id,
            RulesFrom = body.RulesFrom(),
            Title = title,
            ContentHash = contentHash,
            Rule = kind == ApprovalKind.Minutes ? body.MinutesApproval : body.AgendaApproval,
            Approvers = Approvers(new Roles(rules, body, session.Now)),
            AskedAt = session.Now,
            DueDay = dueDay,
            Ladder = body.Ladder,
        };
        session.Approvals.Add(approval);
        session.Start("approval", approval.Id, parentSubjectId);
        return approval;
    }

    /// <summary>Writes to everybody whose answer is missing; once per version of the request.</summary>
    /// <returns>How many could be written to.</returns>
    public static async Task<int> TellAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, CancellationToken cancellationToken)
    {
        var reached = 0;
        foreach (var approver in approval.Approvers.Where(approver => !approver.HasApproved))
        {
            if (Recipients.Of(rules.People.Find(approver.HolderId)) is not { } to)
                continue;
            var version = approval.Version.ToString(CultureInfo.InvariantCulture);
            var envelope = new Envelope(to, body, ApprovalTexts.WhyApprover(approver), session.Now, version);
            await session.AddLetterAsync(rules.Letters.ApprovalRequest(envelope, approval), cancellationToken).ConfigureAwait(false);
            reached++;
        }

        return reached;
    }

    /// <summary>The content is another now: whoever had approved is asked again.</summary>
    public static async Task ContentChangedAsync(
        ForumSession session, Approval approval, string contentHash, CancellationToken cancellationToken)
    {
        var changed = ApprovalRules.ContentChanged(approval, contentHash);
        if (!changed.IsAccepted || approval.ContentHash == contentHash)
            return;
        session.Approvals.Update(changed.Value);
        await session.CancelDeadlinesAsync(approval.Id, ApprovalTexts.ContentChanged(approval), cancellationToken).ConfigureAwait(false);
        session.Audit(approval.Id, "contentChanged", ApprovalTexts.ContentChanged(approval));
        session.Raise(approval.Id, new Signal(Signals.ContentChanged));
    }

    public static async Task WithdrawAsync(ForumSession session, Approval approval, string reason, CancellationToken cancellationToken)
    {
        var withdrawn = ApprovalRules.Withdraw(approval);
        if (!withdrawn.IsAccepted)
            return;
        session.Approvals.Update(withdrawn.Value);
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        session.Raise(approval.Id, new Signal(Signals.Withdrawn) { Data = new Dictionary<string, string> { ["reason"] = reason } });
    }

    /// <summary>
    /// What it is about has another date. In the transaction of whoever moves it: from here on no rung of the old day can be
    /// reached, and no reminder of it leaves.
    /// </summary>
    public static async Task StopClockAsync(ForumSession session, Approval approval, string reason, CancellationToken cancellationToken)
    {
        await session.CancelDeadlinesAsync(approval.Id, reason, cancellationToken).ConfigureAwait(false);
        await session.CancelLettersAsync(approval.Id, reason, cancellationToken, LetterKinds.Reminder).ConfigureAwait(false);
    }

    /// <summary>Those who are asked are told again, and the rungs that are left are counted from the new day.</summary>
    public static void MoveDueDay(ForumSession session, Approval approval, DateOnly dueDay) =>
        session.Raise(approval.Id, new Signal(Signals.DueMoved)
        {
            Data = new Dictionary<string, string> { ["dueDay"] = dueDay.ToString("O", CultureInfo.InvariantCulture) },
        });

    public static string Name(ApprovalKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    /// <summary>The chairs; a body without one is answered for by its meeting leader, else by its secretariat.</summary>
    private static List<Approver> Approvers(Roles roles)
    {
        foreach (var role in new[] { MandateRole.Chair, MandateRole.MeetingLeader, MandateRole.Secretariat })
        {
            var people = roles.With(role);
            if (people.Count > 0)
                return [.. people.Select(person => new Approver(person.Id, person.Name, RoleName(role), roles.DeputyOf(person)))];
        }

        return [];
    }

    private static string RoleName(MandateRole role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];
}
