using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>One rung of a request's ladder within one transaction: who is told, and what is written down.</summary>
internal sealed class Escalation(ForumSession session, ForumRules rules, Approval approval, Body body, DueRung rung)
{
    /// <summary>Climbed so much after its moment, a rung was made up for after an outage, and the record says so.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    public ForumSession Session => session;

    public Approval Approval => approval;

    public Body Body => body;

    public LadderStep Step => rung.Step;

    /// <summary>Names of those whose answer is missing.</summary>
    public string Late => string.Join(", ", Open.Select(approver => approver.Name));

    private IEnumerable<Approver> Open => approval.Approvers.Where(approver => !approver.HasApproved);

    /// <summary>
    /// Whether those whose silence would count as a yes were asked at all: one of them where one yes is enough, else all. A
    /// letter that was refused, came back, may not have got through or has yet to leave has asked nobody.
    /// </summary>
    public async Task<bool> IsSilenceHeardAsync(CancellationToken cancellationToken)
    {
        var reached = await session.ReachedAsync(
            approval.Id, ApprovalLetters.Asking, approval.AskedAt, cancellationToken).ConfigureAwait(false);
        return approval.Rule == ApprovalRule.AnyOne
            ? Open.Any(approver => reached.Contains(approver.HolderId))
            : Open.All(approver => reached.Contains(approver.HolderId));
    }

    /// <summary>The reminder goes out with the person's others of the day.</summary>
    public async Task RemindAsync(CancellationToken cancellationToken)
    {
        var holders = Open.Select(approver => rules.People.Find(approver.HolderId)).OfType<Person>()
            .DistinctBy(person => person.Id).ToList();
        foreach (var person in holders)
            await ReminderMarks.SetAsync(
                session, approval.Id, approval.Version, Step.Rung, person.Id, body, rung.At, cancellationToken)
                .ConfigureAwait(false);
        Record(Late, Names(holders));
    }

    /// <summary>At once, never in a bundle.</summary>
    public async Task TellAsync(LadderStep step, CancellationToken cancellationToken)
    {
        var people = To(step);
        foreach (var to in Recipients.Of(people))
        {
            var isOwn = Open.Any(approver => approver.HolderId == to.PersonId);
            var letter = step.WorkingDays <= 0
                ? rules.Letters.Reminder(
                    Envelope(to, () => ApprovalTexts.WhyRung(step)), Duty.Of(approval, step.Rung, isOwn ? null : Late))
                : rules.Letters.Escalation(
                    Envelope(to, () => ApprovalTexts.WhyRung(step)), Duty.Of(approval, step.Rung, isOwn ? null : Late));
            await session.AddLetterAsync(letter, cancellationToken).ConfigureAwait(false);
        }

        Record(Late, Names(people));
    }

    /// <returns>Whether there was a deputy to hand over to; the secretariat is told where there was none.</returns>
    public async Task<bool> HandOverAsync(CancellationToken cancellationToken)
    {
        var handed = ApprovalDuties.HandOver(approval, rules.People, new Roles(rules, body, session.Now).Today);
        var moved = ApprovalDuties.Moved(approval, handed);
        if (moved.Count == 0)
        {
            await TellAsync(Step with { To = "secretariat" }, cancellationToken).ConfigureAwait(false);
            return false;
        }

        session.Approvals.Update(handed);
        foreach (var (from, to) in moved)
        {
            await ApprovalLetters.HandOverAsync(
                session, rules, handed, to, body, Step.Rung, cancellationToken).ConfigureAwait(false);
            if (Recipients.Of(rules.People.Find(from.PersonId)) is { } late)
                await session.AddLetterAsync(
                    rules.Letters.Escalation(
                        Envelope(late, () => ApprovalTexts.WhyApprover(from)), Duty.Of(handed, Step.Rung)), cancellationToken)
                    .ConfigureAwait(false);
            Record(from.Name, rules.People.Find(to.HolderId)?.Name ?? to.HolderId);
        }

        await TellOfLeftAsync(handed, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Those who have not answered and whom nobody can act for: the secretariat must know, for no deputy will.</summary>
    private async Task TellOfLeftAsync(Approval handed, CancellationToken cancellationToken)
    {
        var left = handed.Approvers.Where(approver => !approver.HasApproved && approver.HolderId == approver.PersonId).ToList();
        if (left.Count == 0)
            return;
        var (names, secretariat) =
            (string.Join(", ", left.Select(approver => approver.Name)), To(Step with { To = "secretariat" }));
        foreach (var to in Recipients.Of(secretariat))
            await session.AddLetterAsync(
                rules.Letters.Escalation(
                    Envelope(to, () => ApprovalTexts.WhyRung(Step)), Duty.Of(approval, Step.Rung, names)), cancellationToken)
                .ConfigureAwait(false);
        Record(names, Names(secretariat));
    }

    public void Record(string from, string to)
    {
        var facts = new Dictionary<string, string>
        {
            ["about"] = approval.AboutId,
            ["rung"] = Step.Rung,
            ["effect"] = Step.Effect.Spelled(),
            ["from"] = from,
            ["to"] = to,
        };
        if (session.Now - rung.At > LateAfter)
            facts["late"] = "true";
        session.Audit(
            approval.Id,
            Step.WorkingDays <= 0 && Step.Effect == RungEffect.Inform ? "reminder" : "escalated",
            ApprovalTexts.Rung(approval, Step, from, to),
            facts);
    }

    private IReadOnlyList<Person> To(LadderStep step)
    {
        var roles = new Roles(rules, body, session.Now);
        IEnumerable<Person?> people = step.To switch
        {
            "approver" => Open.Select(approver => rules.People.Find(approver.HolderId)),
            "deputy" => Open.Select(approver => rules.People.Find(approver.DeputyId ?? "")),
            "chair" => roles.Chairs,
            _ => roles.Secretariat,
        };
        return [
            .. people.OfType<Person>().Where(person => !approval.RecusedIds.Contains(person.Id)).DistinctBy(person => person.Id)];
    }

    private Envelope Envelope(Recipient to, Func<string> reason) =>
        new(to, body, BodyLanguage.Of(body, reason), session.Now, ApprovalLetters.Version(approval));

    private static string Names(IEnumerable<Person> people) => string.Join(", ", people.Select(person => person.Name));
}
