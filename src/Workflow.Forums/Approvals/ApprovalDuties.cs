using Workflow.Forums.People;

namespace Workflow.Forums.Approvals;

/// <summary>
/// Who owes the answer to a request on a day. Pure and repeatable: settled twice on a day it says the same. Asked anew at the
/// asking, at every rung, at the answer and once a day, because mandates end and people go away while a request is open.
/// </summary>
public static class ApprovalDuties
{
    /// <param name="today">Local day in the body's zone; mandates and absences are read on it.</param>
    public static Approval Settle(Approval approval, PeopleRegister people, DateOnly today)
    {
        if (approval.State != ApprovalState.Pending)
            return approval;
        var offices = new Offices(people, approval.BodyId, today, Barred(approval));
        var approvers = approval.Approvers.ToList();
        for (var index = 0; index < approvers.Count; index++)
        {
            if (!approvers[index].HasApproved && !offices.IsInOffice(approvers[index]))
                approvers[index] = offices.Successor(approvers[index], Others(approvers, index)) ?? approvers[index];
        }

        // Whom one lets go another may get: until nothing moves any more, or the look of tomorrow would move it.
        for (var left = approvers.Count; left > 0 && HoldAll(approval.Rule, approvers, offices); left--)
        {
        }

        return approvers.SequenceEqual(approval.Approvers) ? approval : approval with { Approvers = approvers };
    }

    /// <returns>Whether anything has moved.</returns>
    private static bool HoldAll(ApprovalRule rule, List<Approver> approvers, Offices offices)
    {
        var before = approvers.ToList();
        for (var index = 0; index < approvers.Count; index++)
        {
            if (!approvers[index].HasApproved)
                approvers[index] = Hold(rule, approvers, index, offices, approvers[index].IsHandedOver);
        }

        return !approvers.SequenceEqual(before);
    }

    /// <summary>
    /// The duty passes to the deputies of those who have not answered; they act on behalf. One after the other: where each answer
    /// counts, a deputy who has got the first duty does not get the second, which goes to the next in line or stays where it is.
    /// </summary>
    /// <param name="today">Local day in the body's zone.</param>
    public static Approval HandOver(Approval approval, PeopleRegister people, DateOnly today)
    {
        var settled = Settle(approval, people, today);
        if (settled.State != ApprovalState.Pending)
            return settled;
        var offices = new Offices(people, approval.BodyId, today, Barred(approval));
        // What one gives up another may take: until nothing moves any more, or the next rung would move it.
        for (var left = settled.Approvers.Count; left > 0; left--)
        {
            var passed = Settle(Passed(settled, offices), people, today);
            var isStill = Moved(settled, passed).Count == 0;
            settled = passed;
            if (isStill)
                break;
        }

        return settled;
    }

    private static Approval Passed(Approval settled, Offices offices)
    {
        var approvers = settled.Approvers.ToList();
        for (var index = 0; index < approvers.Count; index++)
        {
            if (approvers[index].HasApproved || approvers[index].IsBarred)
                continue;
            var passed = Hold(settled.Rule, approvers, index, offices, isHandedOver: true);
            if (passed.HolderId != passed.PersonId)
                approvers[index] = passed;
        }

        return settled with { Approvers = approvers };
    }

    /// <summary>The answer of somebody today, whoever was asked at first.</summary>
    /// <param name="isAbsent">Whether the person with this id is absent on the day.</param>
    public static Ruling<Approval> Answer(
        Approval approval, ApprovalAnswer answer, PeopleRegister people, DateOnly today, Func<string, bool> isAbsent)
    {
        var settled = Settle(approval, people, today);
        var ruling = ApprovalRules.Answer(settled, answer, isAbsent);
        var isTheirs = ruling.IsAccepted || ruling.Refusal.Code == "not-approver";
        return isTheirs && HasLeft(settled, people, today, answer.PersonId) ? ApprovalTexts.MandateEnded : ruling;
    }

    /// <summary>
    /// Whether the person was asked in a role whose mandate has ended, and has no other part in the approval today.
    /// </summary>
    /// <param name="settled">As of the same day.</param>
    private static bool HasLeft(Approval settled, PeopleRegister people, DateOnly today, string personId)
    {
        var offices = new Offices(people, settled.BodyId, today, Barred(settled));
        var own = settled.Approvers.Where(approver => approver.PersonId == personId || approver.HolderId == personId).ToList();
        // Where nobody has followed, the duty stands under the old name still.
        return own.Count == 0
            ? settled.Approvers.Any(approver => approver.FollowsId == personId)
            : own.TrueForAll(approver => approver.PersonId == personId && !offices.IsInOffice(approver));
    }

    /// <summary>Duties that lie with somebody else after than before.</summary>
    public static IReadOnlyList<MovedDuty> Moved(Approval before, Approval after) =>
    [
        .. before.Approvers.Zip(after.Approvers)
            .Where(pair => pair.First.PersonId != pair.Second.PersonId || pair.First.HolderId != pair.Second.HolderId)
            .Select(pair => new MovedDuty(pair.First, pair.Second)),
    ];

    private static Approver Hold(
        ApprovalRule rule, List<Approver> approvers, int index, Offices offices, bool isHandedOver)
    {
        var approver = approvers[index];
        // Where one yes is enough anybody may be anybody's deputy; where each counts, nobody may count twice.
        var taken = rule == ApprovalRule.AnyOne ? new HashSet<string>(StringComparer.Ordinal) : Others(approvers, index);
        var deputy = offices.DeputyOf(approver.PersonId, taken);
        var isBarred = offices.IsBarred(approver.PersonId);
        var holder = isBarred ? Colleague(rule, approvers, index, offices) ?? deputy ?? offices.Secretary(taken)
            : isHandedOver || offices.IsAway(approver.PersonId) ? deputy
            : null;
        return approver with
        {
            DeputyId = deputy,
            HolderId = holder ?? approver.PersonId,
            IsHandedOver = isHandedOver,
            IsBarred = isBarred,
        };
    }

    /// <summary>One of several who are asked for one yes: the duty of whoever may not answer is theirs already.</summary>
    private static string? Colleague(ApprovalRule rule, List<Approver> approvers, int index, Offices offices) =>
        rule != ApprovalRule.AnyOne ? null : approvers
            .Where((other, at) => at != index && !offices.IsBarred(other.PersonId) && !offices.IsAway(other.PersonId))
            .Select(other => other.PersonId).FirstOrDefault();

    private static HashSet<string> Others(List<Approver> approvers, int index) => approvers
        .Where((_, at) => at != index).SelectMany(other => new[] { other.PersonId, other.HolderId })
        .ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Barred(Approval approval)
    {
        var barred = approval.RecusedIds.ToHashSet(StringComparer.Ordinal);
        if (approval.RequestedById is { } requester)
            barred.Add(requester);
        return barred;
    }
}

public sealed record MovedDuty(Approver From, Approver To);
