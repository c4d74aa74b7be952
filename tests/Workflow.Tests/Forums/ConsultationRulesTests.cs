using Shouldly;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Xunit;

namespace Workflow.Tests.Forums;

public sealed class ConsultationRulesTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Answer_BeforeTheDeadline_IsAnswered() =>
        State(ConsultationRules.Answer(Open(), "kss", new(Deadline.AddDays(-1), "We agree."))).ShouldBe(PartyState.Answered);

    [Fact]
    public void Answer_WithoutText_IsNoComments() =>
        State(ConsultationRules.Answer(Open(), "kss", new(Deadline.AddDays(-1), null))).ShouldBe(PartyState.NoComments);

    [Fact]
    public void Answer_WithinTheGrace_IsNotLate() =>
        State(ConsultationRules.Answer(Open(), "kss", new(Deadline + LastMinute.Grace, "Yes.")))
            .ShouldBe(PartyState.Answered);

    [Fact]
    public void Answer_AfterTheDeadline_IsKeptAsLate()
    {
        var ruling = ConsultationRules.Answer(Open(), "kss", new(Deadline.AddHours(1), "Sorry."));

        State(ruling).ShouldBe(PartyState.Late);
        ruling.Value.Parties[0].Responses.ShouldHaveSingleItem().Late.ShouldBeTrue();
    }

    [Fact]
    public void Answer_Twice_KeepsBoth()
    {
        var first = ConsultationRules.Answer(Open(), "kss", new(Deadline.AddDays(-2), "No.")).Value;

        var second = ConsultationRules.Answer(first, "kss", new(Deadline.AddDays(-1), "Yes.")).Value;

        second.Parties[0].Responses.Select(response => response.Text).ShouldBe(["No.", "Yes."]);
    }

    /// <summary>The note is public, and so is what the secretariat adds to it.</summary>
    [Fact]
    public void WhatTheSecretariatWrites_WithAPersonalNumber_IsRefused()
    {
        const string number = "Ring til 010203-1234.";
        var answered = ConsultationRules.Answer(
            Open(), "kss", new(Deadline.AddDays(-2), "No.") { HasPersonalNumber = true }).Value;

        ConsultationLedgerRules.Reply(answered, "kss", new BodyReply(number, null)).Refusal!.Code.ShouldBe("personal-number");
        ConsultationLedgerRules.Release(answered, "kss", number).Refusal!.Code.ShouldBe("personal-number");
        ConsultationRules.Extend(
            Open(), Deadline.AddDays(7), number, Deadline.AddDays(-2)).Refusal!.Code.ShouldBe("personal-number");
        ConsultationLedgerRules.Reply(answered, "kss", new BodyReply("Ring til os.", null)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void Answer_ByAStranger_IsRefused() =>
        ConsultationRules.Answer(Open(), "someone", new(Deadline, "Hello")).Refusal!.Code.ShouldBe("not-a-party");

    [Fact]
    public void Admit_ALateAnswer_MakesItCount()
    {
        var late = ConsultationRules.Answer(Open(), "kss", new(Deadline.AddHours(1), "Sorry.")).Value;

        State(ConsultationRules.Admit(late, "kss", Deadline.AddHours(2))).ShouldBe(PartyState.Answered);
    }

    [Fact]
    public void Extend_BeyondALateAnswer_MakesItCount()
    {
        var late = ConsultationRules.Answer(Open(), "kss", new(Deadline.AddHours(1), "Sorry.")).Value;

        var extended = ConsultationRules.Extend(late, Deadline.AddDays(7), "holiday", Deadline.AddHours(2));

        State(extended).ShouldBe(PartyState.Answered);
        extended.Value.Parties[0].Counted!.Text.ShouldBe("Sorry.");
    }

    [Fact]
    public void Extend_NotFarEnoughForALateAnswer_LeavesItLate()
    {
        var late = ConsultationRules.Answer(Open(), "kss", new(Deadline.AddDays(2), "Sorry.")).Value;

        State(ConsultationRules.Extend(late, Deadline.AddDays(1), "holiday", Deadline.AddHours(2))).ShouldBe(PartyState.Late);
    }

    [Fact]
    public void Extend_ToAnEarlierDeadline_IsRefused() =>
        ConsultationRules.Extend(Open(), Deadline.AddDays(-1), "holiday", Deadline.AddDays(-3)).Refusal!.Code
            .ShouldBe("deadline-not-later");

    [Fact]
    public void Extend_WithoutReason_IsRefused() =>
        ConsultationRules.Extend(Open(), Deadline.AddDays(1), "", Deadline).Refusal!.Code.ShouldBe("reason-missing");

    [Fact]
    public void Close_MarksTheSilentButNeverABounce()
    {
        var open = Open();
        open = open with { Parties = [open.Parties[0], open.Parties[1] with { State = PartyState.Bounced }] };

        ConsultationRules.Close(open).Parties.Select(party => party.State).ShouldBe([PartyState.Silent, PartyState.Bounced]);
    }

    private static PartyState State(Workflow.Forums.Ruling<Consultation> ruling) => ruling.Value.Parties[0].State;

    private static Consultation Open() => new()
    {
        Id = "consultation.1",
        Kind = ConsultationKind.Proposal,
        BodyId = "fjordby-fagligt",
        AboutId = "item.1",
        Title = "Proposal",
        Question = "Do you agree?",
        DocumentHash = "hash",
        OpensAt = Deadline.AddDays(-10),
        Deadline = Deadline,
        SilenceRule = "Silence means no comments.",
        Parties = [new("kss", "KSS", "kss@example.invalid"), new("ksp", "KSP", "ksp@example.invalid")],
    };
}
