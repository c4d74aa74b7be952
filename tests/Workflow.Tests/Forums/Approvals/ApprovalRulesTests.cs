using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Xunit;

namespace Workflow.Tests.Forums.Approvals;

public sealed class ApprovalRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Approve_ByTheOnlyChair_Approves()
    {
        var ruling = ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("anna"), Nobody);

        ruling.Value.State.ShouldBe(ApprovalState.Approved);
        ruling.Value.Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBeNull();
    }

    [Fact]
    public void Approve_WhenBothChairsAreNeeded_WaitsForTheOther()
    {
        var first = ApprovalRules.Answer(Pending(ApprovalRule.BothChairs), Approves("anna"), Nobody).Value;
        first.State.ShouldBe(ApprovalState.Pending);

        ApprovalRules.Answer(first, Approves("bo"), Nobody).Value.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void Approve_WhenRequesterIsApprover_IsRefused()
    {
        var approval = Pending(ApprovalRule.AnyOne) with { RequestedById = "anna" };

        ApprovalRules.Answer(approval, Approves("anna"), Nobody).Refusal!.Code.ShouldBe("own-request");
    }

    [Fact]
    public void Approve_WhenRequesterIsTheDeputyWhoHoldsTheDuty_IsRefused()
    {
        var approval = Handed(Pending(ApprovalRule.AnyOne) with { RequestedById = "dorte" });

        ApprovalRules.Answer(approval, Approves("dorte"), Nobody).Refusal!.Code.ShouldBe("own-request");
    }

    [Fact]
    public void Approve_ByADeputyBeforeTheHandOver_IsRefused() =>
        ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("dorte"), Nobody).Refusal!.Code.ShouldBe("not-approver");

    [Fact]
    public void Approve_ByADeputyDuringAbsence_ActsOnBehalf() =>
        ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("dorte"), id => id == "anna").Value
            .Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("anna");

    [Fact]
    public void Approve_ByADeputyAfterTheHandOver_ActsOnBehalf()
    {
        var approved = ApprovalRules.Answer(
            Handed(Pending(ApprovalRule.AnyOne)), Approves("dorte"), Nobody).Value;

        approved.State.ShouldBe(ApprovalState.Approved);
        approved.Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("anna");
    }

    [Fact]
    public void Approve_OfAnotherContent_IsRefused() =>
        ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("anna") with { ContentHash = "old" }, Nobody)
            .Refusal!.Code.ShouldBe("content-changed");

    [Fact]
    public void Approve_AfterTheEnd_IsRefusedAndNamesWhoAnswered()
    {
        var approved = ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("anna"), Nobody).Value;

        var refusal = ApprovalRules.Answer(approved, Approves("bo"), Nobody).Refusal!;

        refusal.Code.ShouldBe("approval-ended");
        refusal.Text.ShouldContain("Anna");
    }

    [Fact]
    public void Approve_Twice_IsRefused()
    {
        var first = ApprovalRules.Answer(Pending(ApprovalRule.All), Approves("anna"), Nobody).Value;

        ApprovalRules.Answer(first, Approves("anna"), Nobody).Refusal!.Code.ShouldBe("already-approved");
    }

    [Fact]
    public void Reject_WithoutReason_IsRefused() =>
        ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Approves("anna") with { Approves = false, Reason = " " }, Nobody)
            .Refusal!.Code.ShouldBe("reason-missing");

    [Fact]
    public void Reject_ByOneOfTwo_Rejects() =>
        ApprovalRules.Answer(
                Pending(ApprovalRule.BothChairs), Approves("bo") with { Approves = false, Reason = "Item 3 is missing." }, Nobody)
            .Value.State.ShouldBe(ApprovalState.Rejected);

    [Fact]
    public void ContentChanged_AsksAgainThoseWhoHadApproved()
    {
        var first = ApprovalRules.Answer(Pending(ApprovalRule.BothChairs), Approves("anna"), Nobody).Value;

        var changed = ApprovalRules.ContentChanged(first, "hash2").Value;

        changed.Version.ShouldBe(2);
        changed.Approvers.ShouldAllBe(approver => !approver.HasApproved);
        changed.Acts.ShouldHaveSingleItem();
    }

    private static bool Nobody(string personId) => false;

    private static Approval Handed(Approval approval)
    {
        var chair = new Mandate(approval.BodyId, MandateRole.Chair);
        var anna = new Person("anna", "Anna", null) { Mandates = [chair with { DeputyId = "dorte" }] };
        var bo = new Person("bo", "Bo", null) { Mandates = [chair] };
        var people = new PeopleRegister([anna, bo, new Person("dorte", "Dorte", null)]);
        return ApprovalDuties.HandOver(approval, people, new DateOnly(2026, 5, 4));
    }

    private static ApprovalAnswer Approves(string personId) => new(personId, true, null, "hash1", Now);

    private static Approval Pending(ApprovalRule rule) => new()
    {
        Id = "approval.1",
        Kind = ApprovalKind.Agenda,
        AboutId = "meeting.1",
        BodyId = "fjordby-fagligt",
        Title = "Agenda",
        ContentHash = "hash1",
        Rule = rule,
        Approvers = [new Approver("anna", "Anna", "chair", "dorte"), new Approver("bo", "Bo", "chair")],
        AskedAt = Now,
        DueDay = new DateOnly(2026, 5, 8),
        Ladder = Body.DefaultLadder,
    };
}
