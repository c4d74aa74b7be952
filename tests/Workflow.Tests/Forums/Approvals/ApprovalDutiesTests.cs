using Shouldly;
using Workflow.Forums.Approvals;
using Workflow.Forums.People;
using Xunit;
using static Workflow.Tests.Forums.Approvals.SampleApprovals;

namespace Workflow.Tests.Forums.Approvals;

public sealed class ApprovalDutiesTests
{
    [Fact]
    public void Settle_WhenAllAreThere_LeavesTheDutiesWhereTheyAre()
    {
        var settled = ApprovalDuties.Settle(Pending(ApprovalRule.AnyOne), Register(Anna, Bo, Dorte, Erik, Kim), Today);

        Holders(settled).ShouldBe(["anna", "bo"]);
        settled.Approvers.Select(approver => approver.DeputyId).ShouldBe(["dorte", "erik"]);
        ApprovalDuties.Settle(settled, Register(Anna, Bo, Dorte, Erik, Kim), Today).ShouldBeSameAs(settled);
    }

    [Fact]
    public void Settle_DuringAnAbsence_GivesTheDutyToTheDeputyAndAfterItBack()
    {
        var people = Register(Away(Anna), Bo, Dorte, Erik, Kim);
        var during = ApprovalDuties.Settle(Pending(ApprovalRule.All), people, Today);

        Holders(during).ShouldBe(["dorte", "bo"]);
        Holders(ApprovalDuties.Settle(during, people, Today.AddDays(6))).ShouldBe(["anna", "bo"]);
    }

    [Fact]
    public void Settle_WhenTheDeputyIsAwayToo_GoesOnToTheDeputysDeputy()
    {
        var dorte = Away(
            new Person("dorte", "Dorte", null) { Mandates = [new Mandate(Council, MandateRole.Deputy) { DeputyId = "frida" }] });
        var people = Register(Away(Anna), Bo, dorte, Erik, new Person("frida", "Frida", null), Kim);

        Holders(ApprovalDuties.Settle(Pending(ApprovalRule.All), people, Today)).ShouldBe(["frida", "bo"]);
    }

    [Fact]
    public void Settle_WhenTheChainTurnsBackOnItself_LeavesTheDutyAndEnds()
    {
        var dorte = Away(
            new Person("dorte", "Dorte", null) { Mandates = [new Mandate(Council, MandateRole.Guest) { DeputyId = "anna" }] });

        Holders(ApprovalDuties.Settle(Pending(ApprovalRule.All), Register(Away(Anna), Bo, dorte, Erik, Kim), Today))
            .ShouldBe(["anna", "bo"]);
    }

    [Fact]
    public void Settle_HandedOverAndTheDeputyGoesAway_PassesOnToTheNextInTheChain()
    {
        var people = Register(Anna, Bo, Dorte, Erik, Kim);
        var handed = ApprovalDuties.HandOver(Pending(ApprovalRule.All), people, Today);
        Holders(handed).ShouldBe(["dorte", "erik"]);

        var other = new Person("gerda", "Gerda", null) { Mandates = [new Mandate(Council, MandateRole.Deputy)] };
        Holders(
            ApprovalDuties.Settle(handed, Register(Anna, Bo, Away(Dorte), Erik, other, Kim), Today)).ShouldBe(["gerda", "erik"]);
    }

    /// <summary>Of two chairs with one deputy only the first is stood in for; the other still owes the answer.</summary>
    [Theory]
    [InlineData(ApprovalRule.All)]
    [InlineData(ApprovalRule.BothChairs)]
    public void HandOver_WhereEachCountsAndOneDeputyIsThere_GivesTheFirstDutyAlone(ApprovalRule rule)
    {
        var people = Register(Anna, Chair("bo", "dorte"), Dorte, Kim);
        var handed = ApprovalDuties.HandOver(Pending(rule), people, Today);

        Holders(handed).ShouldBe(["dorte", "bo"]);
        handed.Approvers.Select(approver => approver.IsHandedOver).ShouldBe([true, false]);
        var first = Answer(handed, Yes("dorte"), people).Value;
        first.Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("anna");
        Answer(first, Yes("bo"), people).Value.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void HandOver_WhereEachCounts_TheSecondDutyGoesToTheNextInLine()
    {
        var dorte = new Person("dorte", "Dorte", null)
        {
            Mandates = [new Mandate(Council, MandateRole.Guest) { DeputyId = "erik" }],
        };

        Holders(ApprovalDuties.HandOver(
            Pending(ApprovalRule.BothChairs), Register(Anna, Chair("bo", "dorte"), dorte, Erik, Kim), Today))
            .ShouldBe(["dorte", "erik"]);
    }

    [Fact]
    public void Settle_WhereEachCounts_NobodyIsDeputyForTwo()
    {
        var people = Register(Away(Anna), Away(Chair("bo", "dorte")), Dorte, Kim);

        Holders(ApprovalDuties.Settle(Pending(ApprovalRule.BothChairs), people, Today)).ShouldBe(["dorte", "bo"]);
    }

    [Fact]
    public void Settle_TheAuthorIsAChair_TheDutyLiesWithTheOtherChair()
    {
        var approval = Pending(ApprovalRule.AnyOne) with { RequestedById = "anna" };

        Holders(ApprovalDuties.Settle(approval, Register(Anna, Bo, Dorte, Erik, Kim), Today)).ShouldBe(["bo", "bo"]);
    }

    [Fact]
    public void Settle_TheAuthorIsTheDeputyOfAnAbsentChair_NeverHoldsTheDutyThroughTheChain()
    {
        var approval = Pending(ApprovalRule.All) with { RequestedById = "dorte" };

        Holders(ApprovalDuties.Settle(approval, Register(Away(Anna), Bo, Dorte, Erik, Kim), Today)).ShouldBe(["anna", "bo"]);
        Answer(approval, Yes("dorte"), Register(Away(Anna), Bo, Dorte, Erik, Kim)).Refusal!.Code.ShouldBe("own-request");
    }

    [Fact]
    public void Settle_WhoIsRecused_PassesTheDutyToTheDeputyAndKeepsTheClock()
    {
        var approval = Pending(ApprovalRule.All) with { RecusedIds = ["anna"] };
        var settled = ApprovalDuties.Settle(approval, Register(Anna, Bo, Dorte, Erik, Kim), Today);

        Holders(settled).ShouldBe(["dorte", "bo"]);
        (settled.DueDay, settled.Version).ShouldBe((approval.DueDay, approval.Version));
        Answer(approval, Yes("anna"), Register(Anna, Bo, Dorte, Erik, Kim)).Refusal!.Code.ShouldBe("recused");
        Answer(approval, Yes("dorte"),
            Register(Anna, Bo, Dorte, Erik, Kim)).Value.Acts.ShouldHaveSingleItem().OnBehalfOfId.ShouldBe("anna");
    }

    [Fact]
    public void Settle_AllOfTheChainRecused_EndsWithTheSecretariat()
    {
        var approval = Pending(ApprovalRule.All) with { RecusedIds = ["anna", "dorte"] };

        Holders(ApprovalDuties.Settle(approval, Register(Anna, Bo, Dorte, Erik, Kim), Today)).ShouldBe(["kim", "bo"]);
    }

    [Fact]
    public void Settle_AMandateThatHasEnded_MovesTheDutyToTheSuccessorInOffice()
    {
        var ended = Chair("anna", "dorte", to: Today.AddDays(-1));
        var successor = Chair("gry", "dorte", from: Today);
        var settled = ApprovalDuties.Settle(Pending(ApprovalRule.All), Register(ended, Bo, successor, Dorte, Erik, Kim), Today);

        settled.Approvers[0].PersonId.ShouldBe("gry");
        settled.Approvers[0].FollowsName.ShouldBe("Anna");
        Answer(settled, Yes("anna"), Register(ended, Bo, successor, Dorte, Erik, Kim)).Refusal!.Code.ShouldBe("not-approver");
    }

    [Fact]
    public void Settle_AMandateThatEndsToday_StillHoldsToday()
    {
        var ending = Chair("anna", "dorte", to: Today);

        Holders(
            ApprovalDuties.Settle(Pending(ApprovalRule.All), Register(ending, Bo, Chair("gry", null), Dorte, Erik, Kim), Today))
                .ShouldBe(["anna", "bo"]);
    }

    [Theory]
    [InlineData("dorte", "dorte")]
    [InlineData("nobody", "kim")]
    public void Settle_AMandateThatHasEndedWithoutSuccessor_FallsToTheDeputyElseTheSecretariat(string deputy, string expected)
    {
        var ended = Chair("anna", deputy, to: Today.AddDays(-1));

        ApprovalDuties.Settle(Pending(ApprovalRule.All), Register(ended, Bo, Dorte, Erik, Kim), Today)
            .Approvers[0].PersonId.ShouldBe(expected);
    }

    [Fact]
    public void Settle_AfterTheAnswer_MovesNothing()
    {
        var approved = ApprovalRules.Answer(Pending(ApprovalRule.AnyOne), Yes("anna"), _ => false).Value;

        ApprovalDuties.Settle(approved, Register(Kim), Today).ShouldBeSameAs(approved);
    }

    private static IEnumerable<string> Holders(Approval approval) => approval.Approvers.Select(approver => approver.HolderId);
}
