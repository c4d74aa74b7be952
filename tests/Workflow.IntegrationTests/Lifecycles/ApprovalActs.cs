using Shouldly;
using Workflow.Activities.Approvals;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>What the tests of approvals do and look at.</summary>
internal static class ApprovalActs
{
    public static readonly Actor Deputy = new("deputy", "Bo Skov");

    public static Func<Body, Body> Levels(ApprovalSubject subject, params ApprovalLevel[] levels) =>
        body => body with { Approvals = [new ApprovalPlan(subject, levels)] };

    /// <summary>First the chair, then the secretariat, which has two working days.</summary>
    public static Func<Body, Body> Two(ApprovalSubject subject) =>
        Levels(subject, new ApprovalLevel(["chair"]), new ApprovalLevel(["secretariat"]) { WorkingDays = 2 });

    public static async Task<Ruling<Approval>> AnswerAsync(
        this MeetingWorld world, Approval approval, Actor actor, string? noBecause = null)
    {
        var answer = new AnswerApproval(approval.Id, approval.ContentHash, noBecause);
        var ruling = noBecause is null
            ? await world.Approvals.ApproveAsync(answer, actor, world.NextCommand, CancellationToken.None)
            : await world.Approvals.RejectAsync(answer, actor, world.NextCommand, CancellationToken.None);
        await world.SettleAsync();
        return ruling;
    }

    public static Task<Approval> ApprovalAsync(this MeetingWorld world, string id) =>
        world.ReadAsync(session => session.Approvals.GetAsync(id, CancellationToken.None));

    /// <summary>Letters of the kind to the person, in the order they were decided.</summary>
    public static async Task<IReadOnlyList<Letter>> ToAsync(this MeetingWorld world, string personId, string kind) =>
        [.. (await world.Process.Overview.LettersAsync(null, CancellationToken.None)).Select(line => line.Letter)
            .Where(letter => letter.ToPersonId == personId && letter.Kind == kind)];

    public static async Task<IReadOnlyList<DeadlineInfo>> RungsAsync(this MeetingWorld world, string approvalId) =>
        await world.ReadAsync(session => session.DeadlinesOfAsync(approvalId, CancellationToken.None));

    public static async Task NothingIsOpenAsync(this MeetingWorld world, string approvalId)
    {
        (await world.RungsAsync(approvalId)).ShouldAllBe(rung => !rung.IsOpen);
        (await world.RungsAsync(approvalId)).Where(rung => rung.CancelledAt != null)
            .ShouldAllBe(rung => !string.IsNullOrEmpty(rung.CancelReason));
    }

    public static IEnumerable<Person> With(this IEnumerable<Person> people, Person person) =>
        people.Where(other => other.Id != person.Id).Append(person);

    public static Person Chair(string id, string name, DateOnly? from = null, DateOnly? to = null) =>
        new(id, name, $"{id}@forum.invalid")
        {
            Mandates = [new Mandate("council", MandateRole.Chair, from, to) { DeputyId = "deputy" }],
        };
}
