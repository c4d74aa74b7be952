using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Documents.Printing;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Letters;
using Workflow.Forums.Papers;
using Workflow.Forums.Routing;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class LetterWriterTests
{
    private static readonly Envelope Danish = SamplePapers.EnvelopeTo();
    private static readonly LetterWriter Writer = SampleLetters.Writer;

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public void EveryKind_IsWrittenWholeWithItsReasonAtTheFoot(string language)
    {
        var envelope = SamplePapers.EnvelopeTo(language);
        var letters = SampleLetters.All(envelope, "Cykelstier");

        letters.Select(letter => letter.Kind).ShouldBe(LetterKinds.All, ignoreOrder: true);
        foreach (var letter in letters)
        {
            letter.Text.TrimEnd().ShouldEndWith(envelope.Reason);
            letter.Text.ShouldNotContain("{{");
            letter.Text.ShouldNotContain("\n\n\n");
            letter.Subject.ShouldContain("Fjordby Fagligt Råd");
            letter.DecidedAt.ShouldBe(SamplePapers.At);
            var page = new ReadPage(letter.Html);
            page.Root.Attribute("lang")!.Value.ShouldBe(language);
            page.Text.ShouldContain(envelope.Reason);
        }
    }

    [Fact]
    public void Letters_AreWrittenInTheRecipientsLanguage_ElseTheBodys()
    {
        Writer.Call(SamplePapers.EnvelopeTo("en"), SamplePapers.Meeting, SamplePapers.At).Text.ShouldStartWith("Hello Åse");
        var own = Danish with { To = Danish.To with { Language = null } };
        Writer.Call(own, SamplePapers.Meeting, SamplePapers.At).Text.ShouldStartWith("Kære Åse");
        Should.Throw<UnknownLanguageException>(() =>
            Writer.Call(Danish with { To = Danish.To with { Language = "xx" } }, SamplePapers.Meeting, SamplePapers.At));
    }

    [Fact]
    public void NoSubject_NamesATitleAQuestionOrADecision() =>
        SampleLetters.All(Danish, "KANARIEFUGL").ShouldAllBe(letter => !letter.Subject.Contains("KANARIEFUGL"));

    [Fact]
    public void Call_NamesTheSubmissionDeadlineAsTheLocalDay()
    {
        // 22:00 UTC in summer is midnight in Denmark: the end of the 24th, not the 25th.
        var letter = Writer.Call(Danish, SamplePapers.Meeting, new DateTimeOffset(2023, 8, 24, 22, 0, 0, TimeSpan.Zero));

        letter.Text.ShouldContain("torsdag d. 24. august 2023.");
    }

    [Fact]
    public void Invitation_ListsTheItemsAndCarriesARequest()
    {
        var letter = Writer.Invitation(Danish, SamplePapers.Meeting, SamplePapers.Agenda);

        letter.Text.ShouldContain("- 1. Slutter i rådet; Cykelhjælp til nattevagter");
        letter.Text.ShouldContain("fredag d. 8. september 2023 kl. 12:00");
        letter.Calendar!.Method.ShouldBe("REQUEST");
        Writer.Invitation(Danish, SamplePapers.Meeting, null).Text.ShouldNotContain("Dagsordenen");
    }

    [Fact]
    public void Moved_TellsOldAndNewTime()
    {
        var moved = Writer.Moved(
            Danish, SamplePapers.Meeting with { ScheduleVersion = 2 }, new DateOnly(2023, 9, 1), new TimeOnly(9, 30));

        moved.Text.ShouldContain("Ny tid: fredag d. 8. september 2023 kl. 12:00");
        moved.Text.ShouldContain("Før: fredag d. 1. september 2023 kl. 09:30");
        moved.Calendar!.Method.ShouldBe("REQUEST");
    }

    [Fact]
    public void Cancellation_GivesTheReasonAndCancelsTheEntry()
    {
        var letter = Writer.Cancellation(Danish, SamplePapers.Meeting with { CancelledReason = "Salen er oversvømmet." });

        letter.Text.ShouldContain("Salen er oversvømmet.");
        letter.Calendar!.Method.ShouldBe("CANCEL");
    }

    [Fact]
    public void HearingNotice_PrintsQuestionDeadlineWithClockTimeAndSilenceRule()
    {
        var consultation = SampleLetters.Consultation("x") with
        {
            Question = "Er referatet dækkende?",
            SilenceRule = "Tavshed tælles som samtykke.",
        };
        var letter = Writer.HearingNotice(Danish, consultation);

        letter.Text.ShouldContain("Er referatet dækkende?");
        letter.Text.ShouldContain("fredag d. 1. september 2023 kl. 12:00");
        letter.Text.ShouldContain("Tavshed tælles som samtykke.");
        letter.Text.ShouldNotContain("forlænget");
        Writer.HearingNotice(Danish, consultation with { ExtendedReason = "Ferie." }).Text.ShouldContain("Fristen er forlænget");
    }

    [Theory]
    [InlineData(30, "nærmer sig")]
    [InlineData(31, "er i dag")]
    [InlineData(32, "er overskredet")]
    public void Reminder_ReadsTheDatesNotTheRungsName(int dayOfAugust, string expected)
    {
        var at = new DateTimeOffset(2023, 8, 1, 8, 0, 0, TimeSpan.Zero).AddDays(dayOfAugust - 1);

        var letter = Writer.Reminder(Danish with { At = at }, Duty.Of(SampleLetters.Approval("Dagsorden"), "min-egen-trappe"));

        letter.Text.ShouldContain(expected);
    }

    [Fact]
    public void Reminder_OfATaskWithoutADay_SaysOnlyThatItIsMissing()
    {
        var duty = Duty.Of(SampleLetters.Chore("Skriv indstillingen.") with { Due = null }, SamplePapers.Body, "reminder");

        Writer.Reminder(Danish, duty).Text.ShouldContain("Dit svar mangler.");
    }

    [Fact]
    public void ApprovalRequest_SaysWhatItIsBoundTo()
    {
        var letter = Writer.ApprovalRequest(Danish, SampleLetters.Approval("Dagsorden 8. september"));

        letter.Text.ShouldContain("Dagsorden 8. september");
        letter.Text.ShouldContain("0123456789ab");
        letter.Text.ShouldContain("torsdag d. 31. august 2023");
        letter.Subject.ShouldStartWith("Dagsorden til godkendelse");
        Writer.ApprovalRequest(
            Danish, SampleLetters.Approval("x") with { Kind = ApprovalKind.ChairChoice }).Subject.ShouldStartWith("Vælg");
    }

    [Fact]
    public void EscalationAndHandOver_NameWhoseAnswerIsMissingAndSinceWhen()
    {
        var duty = Duty.Of(SampleLetters.Approval("Dagsorden"), "deputy", onBehalfOf: "Bo Dahl");

        Writer.Escalation(Danish, duty).Text.ShouldContain("mangler et svar fra Bo Dahl");
        Writer.Escalation(Danish, duty).Text.ShouldContain("Afventet siden: 1. august 2023 kl. 09:30");
        Writer.HandOver(Danish, duty).Text.ShouldContain("på vegne af Bo Dahl");
    }

    [Theory]
    [InlineData(RouteKind.Ended, "slutter her")]
    [InlineData(RouteKind.Referred, "går videre til Fjordby Politiske Råd, 13. september 2023")]
    [InlineData(RouteKind.Postponed, "er udsat til 13. september 2023")]
    [InlineData(RouteKind.Returned, "sendt tilbage")]
    [InlineData(RouteKind.Withdrawn, "udgået")]
    [InlineData(RouteKind.Hearing, "sendt i høring")]
    [InlineData(RouteKind.ChairChooses, "Formanden vælger")]
    [InlineData(RouteKind.Undecided, "ikke afgjort")]
    public void Outcome_TellsTheOwnerWordingRouteAndWhy(RouteKind route, string expected)
    {
        var outcome = SampleLetters.Outcome("Rådet siger ja.");
        var letter = Writer.Outcome(
            Danish, SamplePapers.Meeting, outcome with { Route = outcome.Route with { Kind = route, Reason = "Række 4." } });

        letter.Text.ShouldContain("Rådet siger ja.");
        letter.Text.ShouldContain(expected);
        letter.Text.ShouldContain("Hvorfor: Række 4.");
        letter.Subject.ShouldStartWith("Udfald af punkt 7");
    }

    [Fact]
    public void Outcome_WithoutADecision_SaysSo() =>
        Writer.Outcome(Danish, SamplePapers.Meeting, SampleLetters.Outcome("x") with { Decision = null })
            .Text.ShouldContain("ikke registreret en beslutning");

    [Fact]
    public void MessageId_IsTheSameForTheSameLetterAndAnotherForAnyOtherPart()
    {
        static string Id(string about = "m", string kind = "call", string to = "p", string version = "1") =>
            MessageIds.For(about, kind, to, version, "workflow.invalid");

        Id().ShouldBe(Id());
        new[] { Id(), Id(about: "n"), Id(kind: "moved"), Id(to: "q"), Id(version: "2"), Id(about: "mp", to: ""),
            Id("æ") }.ShouldBeUnique();
        Id("æ <>@\r\n").ShouldMatch(@"^<[A-Za-z0-9.-]+@workflow\.invalid>$");
    }

    [Fact]
    public void MessageId_DiffersPerRung()
    {
        var approval = SampleLetters.Approval("x");
        string[] rungs = ["reminder", "due", "overdue"];

        rungs.Select(rung => Writer.Reminder(Danish, Duty.Of(approval, rung)).MessageId).ShouldBeUnique();
    }

    [Fact]
    public void Letter_SameFacts_SameBytes() =>
        SampleLetters.All(Danish, "x").ShouldBe(SampleLetters.All(SamplePapers.EnvelopeTo(), "x"));
}
