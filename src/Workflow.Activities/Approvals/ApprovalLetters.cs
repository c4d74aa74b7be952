using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>Who is written to about a request for approval.</summary>
internal static class ApprovalLetters
{
    /// <summary>Kinds that tell those they go to that an answer is wanted of them.</summary>
    public static IReadOnlyList<string> Asking { get; } =
        [LetterKinds.ApprovalRequest, LetterKinds.HandOver, LetterKinds.Reminder, LetterKinds.Escalation];

    /// <summary>Asks everybody with whom an answer lies; once per version of the request, however often it is called.</summary>
    /// <returns>How many could be written to.</returns>
    public static async Task<int> AskAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, CancellationToken cancellationToken)
    {
        var reached = 0;
        foreach (var approver in approval.Approvers.Where(approver => !approver.HasApproved)
            .DistinctBy(approver => approver.HolderId))
        {
            if (Recipients.Of(rules.People.Find(approver.HolderId)) is not { } to || IsBarred(approval, to.PersonId))
                continue;
            var envelope = await new Envelope(to, body, Why(body, approver), session.Now, Version(approval))
                .WithLinkAsync(session, rules, approval, cancellationToken).ConfigureAwait(false);
            await session.AddLetterAsync(
                rules.Letters.ApprovalRequest(envelope, approval), cancellationToken).ConfigureAwait(false);
            reached++;
        }

        return reached;
    }

    /// <summary>Tells one with whom a duty lies now that it did not before.</summary>
    public static async Task HandOverAsync(
        ForumSession session, ForumRules rules, Approval approval, Approver approver, Body body, string occasion,
        CancellationToken cancellationToken)
    {
        if (Recipients.Of(rules.People.Find(approver.HolderId)) is not { } to)
            return;
        var envelope = await new Envelope(to, body, Why(body, approver), session.Now, Version(approval))
            .WithLinkAsync(session, rules, approval, cancellationToken).ConfigureAwait(false);
        var behalf = approver.HolderId != approver.PersonId ? approver.Name : approver.FollowsName;
        await session.AddLetterAsync(rules.Letters.HandOver(envelope, Duty.Of(approval, occasion, behalf)), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Tells those of later levels that what they have seen is another now; they are asked when their turn comes.
    /// </summary>
    public static async Task VoidAsync(
        ForumSession session, ForumRules rules, Approval before, Approval after, Body body, CancellationToken cancellationToken)
    {
        var asked = after.Approvers.Select(approver => approver.PersonId).ToHashSet(StringComparer.Ordinal);
        var told = before.Given.SelectMany(given => given.Approvers).Concat(before.Approvers)
            .SelectMany(approver => new[] { approver.HolderId, approver.ApprovedById })
            .OfType<string>().Distinct(StringComparer.Ordinal).Where(id => !asked.Contains(id));
        foreach (var to in Recipients.Of(told.Select(rules.People.Find).OfType<Person>()))
        {
            var (why, reason) = BodyLanguage.Of(body, () => (ApprovalTexts.Void(after), ApprovalTexts.WhyAsked));
            var envelope = new Envelope(to, body, reason, session.Now, Version(after));
            await session.AddLetterAsync(rules.Letters.Withdrawn(envelope, after.Id, after.Title, why), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>To the author, so that the thing can be mended; to the secretariat where no author is known.</summary>
    public static async Task RejectedAsync(
        ForumSession session, ForumRules rules, Approval approval, Body body, CancellationToken cancellationToken)
    {
        var author = Recipients.Of(rules.People.Find(approval.RequestedById ?? ""));
        var act = approval.Acts[^1];
        var by = rules.People.Find(act.PersonId)?.Name ?? act.PersonId;
        foreach (var to in author is null ? Recipients.Of(new Roles(rules, body, session.Now).Secretariat) : [author])
        {
            var reason = BodyLanguage.Of(
                body, () => author is null ? ApprovalTexts.WhyRole("secretariat") : ApprovalTexts.WhyAuthor);
            var envelope = new Envelope(to, body, reason, session.Now, Version(approval));
            await session.AddLetterAsync(rules.Letters.Rejected(envelope, approval, by), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A moved due day makes a new version: whoever was reminded of the old day is reminded of the new one too.
    /// </summary>
    public static string Version(Approval approval) => approval.Version.ToString(CultureInfo.InvariantCulture);

    private static bool IsBarred(Approval approval, string personId) =>
        personId == approval.RequestedById || approval.RecusedIds.Contains(personId, StringComparer.Ordinal);

    private static string Why(Body body, Approver approver) => BodyLanguage.Of(body, () =>
        approver.HolderId == approver.PersonId ? ApprovalTexts.WhyApprover(approver) : ApprovalTexts.WhyDeputy(approver));
}
