using CsCheck;
using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.People;
using Xunit;
using static Workflow.Tests.Forums.Approvals.SampleApprovals;

namespace Workflow.Tests.Forums.Approvals;

/// <summary>Random councils: chairs, deputies of deputies, absences, ended mandates, authors who are asked themselves.</summary>
public sealed class HandOverPropertyTests
{
    private const int Size = 6;

    private static readonly MandateRole[] Roles =
        [MandateRole.Chair, MandateRole.Chair, MandateRole.Deputy, MandateRole.Member, MandateRole.Secretariat];

    private static readonly Gen<(Approval Approval, PeopleRegister People)> Councils = CouncilOf(endings: 4);

    private static readonly Gen<(Approval Approval, PeopleRegister People)> InOffice = CouncilOf(endings: 0);

    private static Gen<(Approval Approval, PeopleRegister People)> CouncilOf(int endings) =>
        from both in Gen.Bool
        from roles in Gen.Int[0, Roles.Length - 1].Select(role => Roles[role]).Array[Size]
        from deputies in Gen.Int[0, Size].Array[Size]
        from away in Gen.Int[0, 3].Array[Size]
        from ended in Gen.Int[endings == 0 ? 1 : 0, 4].Array[Size]
        from author in Gen.Int[0, Size * 2]
        from answered in Gen.Int[0, Size * 2]
        select (
            Asked(both ? ApprovalRule.BothChairs : ApprovalRule.All, roles, author, answered),
            Register([.. roles.Select((role, id) => Person(id, role, deputies[id], away[id] == 0, ended[id] == 0))]));

    [Fact]
    public void HandOver_WhereEachCounts_NeverGivesTwoDutiesToOnePerson() => Councils.Sample((approval, people) =>
    {
        var handed = ApprovalDuties.HandOver(approval, people, Today);

        handed.Approvers.Where(approver => !approver.HasApproved).Select(approver => approver.HolderId).ShouldBeUnique();
    }, iter: 5_000);

    /// <summary>
    /// Else the look of the next morning would move back what a rung has moved, with letters each time. Where a mandate has ended
    /// whoever follows is looked for anew at each look, and may be another once somebody is free.
    /// </summary>
    [Fact]
    public void HandOver_WhereAllAreInOffice_IsSettled() => InOffice.Sample((approval, people) =>
    {
        var handed = ApprovalDuties.HandOver(approval, people, Today);

        ApprovalDuties.Settle(handed, people, Today).ShouldBeSameAs(handed);
        ApprovalDuties.Moved(handed, ApprovalDuties.HandOver(handed, people, Today)).ShouldBeEmpty();
    }, iter: 5_000);

    private static string Id(int id) => $"p{id}";

    private static Approval Asked(ApprovalRule rule, MandateRole[] roles, int author, int answered) => Pending(rule) with
    {
        RequestedById = author < Size ? Id(author) : null,
        Approvers = [
            .. Enumerable.Range(0, Size).Where(id => roles[id] == MandateRole.Chair)
                .Select(id => new Approver(Id(id), Id(id), "chair")
                {
                    HasApproved = id == answered,
                    ApprovedById = id == answered ? Id(id) : null,
                })],
    };

    private static Person Person(int id, MandateRole role, int deputy, bool isAway, bool hasEnded) => new(Id(id), Id(id), null)
    {
        Mandates = [new Mandate(Council, role, null, hasEnded ? Today.AddDays(-1) : null)
        {
            DeputyId = deputy < Size ? Id(deputy) : null,
        }],
        Absences = isAway ? [new Absence(Today, Today)] : [],
    };
}
