using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Xunit;
using static Workflow.Tests.Forums.Approvals.SampleApprovals;

namespace Workflow.Tests.Forums.Approvals;

public sealed class ApprovalLevelTests
{
    private static readonly ApprovalLevel Chairs = Level(ApprovalRule.BothChairs, "chair");
    private static readonly ApprovalLevel Office = Level(ApprovalRule.AnyOne, "secretariat");

    [Fact]
    public void Approve_TheFirstOfTwoLevels_IsNotYetTheEnd()
    {
        var both = Given();

        both.State.ShouldBe(ApprovalState.Pending);
        ApprovalRules.IsLevelGiven(both).ShouldBeTrue();
    }

    [Fact]
    public void NextLevel_AsksOthersWithAClockOfItsOwn()
    {
        var next = Next(Given());

        (next.Level, next.Version, next.DueDay, next.LastRung).ShouldBe((2, 2, Today.AddDays(9), null));
        next.Approvers.ShouldHaveSingleItem().PersonId.ShouldBe("kim");
        next.Given.ShouldHaveSingleItem().Approvers.ShouldAllBe(approver => approver.HasApproved);
        ApprovalRules.Answer(next, Yes("anna"), _ => false).Refusal!.Code.ShouldBe("not-approver");
        ApprovalRules.Answer(next, Yes("kim"), _ => false).Value.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void Reject_AtAnyLevel_EndsItWithTheReason()
    {
        var rejected = ApprovalRules.Answer(Next(Given()), No("kim"), _ => false).Value;

        rejected.State.ShouldBe(ApprovalState.Rejected);
        (rejected.Acts[^1].Level, rejected.Acts[^1].Reason).ShouldBe((2, "Item 3 is missing."));
    }

    [Fact]
    public void ContentChanged_AtTheSecondLevel_ReopensTheFirstThatSawTheFormerContent()
    {
        var changed = ApprovalRules.ContentChanged(Next(Given()), "hash2").Value;

        (changed.Level, changed.Rule, changed.Given.Count).ShouldBe((1, ApprovalRule.BothChairs, 0));
        changed.Approvers.Select(approver => (approver.PersonId, approver.HasApproved))
            .ShouldBe([("anna", false), ("bo", false)]);
        changed.VoidedIds.ShouldBe(["anna", "bo"]);
        changed.Acts.Count.ShouldBe(2);
    }

    [Fact]
    public void Approve_ForBothChairsByOnePersonTwice_IsRefused()
    {
        var approval = Pending(ApprovalRule.BothChairs);
        approval = approval with { Approvers = [approval.Approvers[0] with { HolderId = "bo" }, approval.Approvers[1]] };
        var first = ApprovalRules.Answer(approval, Yes("bo"), _ => false).Value;

        ApprovalRules.Answer(first, Yes("bo"), _ => false).Refusal!.Code.ShouldBe("already-approved");
    }

    [Fact]
    public void NotYetDeputy_IsToldWhoseDutyItIsAndWhenItPasses()
    {
        var approval = ApprovalDuties.Settle(Pending(ApprovalRule.All), Register(Anna, Bo, Dorte, Erik, Kim), Today);

        ApprovalRules.Answer(approval, Yes("dorte"), _ => false).Refusal!.Text.ShouldContain("Anna");
    }

    [Fact]
    public void Of_ABodyThatSaysNothing_IsItsChairsForAgendasAndNobodyElse()
    {
        var body = new Body { Id = Council, Name = "Council", Kind = "political", AgendaApproval = ApprovalRule.BothChairs };

        var level = ApprovalPlans.Of(body, ApprovalSubject.Agenda).ShouldNotBeNull().ShouldHaveSingleItem();
        (level.Who[0], level.Rule, level.Ladder).ShouldBe(("chair", ApprovalRule.BothChairs, body.Ladder));
        ApprovalPlans.Of(body, ApprovalSubject.Item).ShouldBeNull();
        ApprovalPlans.Of(body with { ItemApproval = true }, ApprovalSubject.Item).ShouldNotBeNull();
        ApprovalPlans.Of(body, ApprovalSubject.Minutes).ShouldBeNull();
    }

    [Fact]
    public void Approvers_OfARoleThatNobodyHolds_AreTheChairsElseTheSecretariat()
    {
        Asked(Level(ApprovalRule.AnyOne, "meetingLeader")).ShouldBe(["anna"]);
        Asked(Level(ApprovalRule.AnyOne, "chair", "dorte")).ShouldBe(["anna", "dorte"]);
        ApprovalPlans.Approvers(Chairs, Register(Kim), Council, Today).ShouldHaveSingleItem().PersonId.ShouldBe("kim");

        static IEnumerable<string> Asked(ApprovalLevel level) =>
            ApprovalPlans.Approvers(level, Register(Anna, Dorte, Kim), Council, Today).Select(approver => approver.PersonId);
    }

    [Fact]
    public void DueDay_OfALevelWithDaysOfItsOwn_CountsFromWhenItIsAsked()
    {
        var body = new Body { Id = Council, Name = "Council", Kind = "political" };
        var planned = Today.AddDays(10);

        ApprovalPlans.DueDay(Office with { WorkingDays = 2 }, body, Today, planned).ShouldBe(Today.AddDays(2));
        ApprovalPlans.DueDay(Office, body, Today, planned).ShouldBe(planned);
        ApprovalPlans.DueDay(Office, body, Today, Today.AddDays(-3)).ShouldBe(Today.AddDays(1));
    }

    [Fact]
    public void Describe_NamesWhatIsNewChangedAndTakenOff()
    {
        ContentPart[] before = [new("1", "Item 1", "a"), new("2", "Item 2", "b"), new("3", "Item 3", "c")];
        ContentPart[] after = [new("1", "Item 1", "a"), new("3", "Item 2", "d"), new("4", "Item 3", "e")];

        ContentChange.Describe(before, after).Split('\n').ShouldBe(["Item 2: changed", "Item 3: new", "Item 2: taken off"]);
        ContentChange.Describe(before, [before[1], before[0], before[2]]).ShouldBe("The order was changed.");
        ContentChange.Describe([], after).ShouldBe("The text was changed.");
    }

    private static Approval Given() =>
        ApprovalRules.Answer(ApprovalRules.Answer(
            Pending(ApprovalRule.BothChairs, Chairs, Office), Yes("anna"), _ => false).Value, Yes("bo"), _ => false)
            .Value;

    private static Approval Next(Approval given) =>
        ApprovalRules.NextLevel(given, ApprovalPlans.Approvers(Office, Register(Kim), Council, Today), Today.AddDays(9), Now);
}
