using Shouldly;
using Workflow.Forums.Decisions;
using Xunit;

namespace Workflow.Tests.Forums.Decisions;

/// <summary>The forms of Danish decisions, row by row; the sentences are invented.</summary>
public sealed class DecisionPhraseTests
{
    [Theory]
    [InlineData("Godkendt.")]
    [InlineData("GODKENDT")]
    [InlineData("Dagsordenen blev godkendt.")]
    [InlineData("Referatet blev godkendt uden kommentarer.")]
    [InlineData("Indstillingen er godkendt.")]
    [InlineData("Indstillingerne blev enstemmigt godkendt.")]
    [InlineData("Tiltrådt.")]
    [InlineData("Vedtaget.")]
    [InlineData("Forslaget bliver vedtaget.")]
    [InlineData("Indstillingen blev fulgt.")]
    [InlineData("Rådet godkender budgettet.")]
    [InlineData("Rådet godkendte budgettet.")]
    [InlineData("Rådet kunne tiltræde indstillingen.")]
    [InlineData("Det blev besluttet, at kurset holdes i Lyngholm.")]
    [InlineData("Udvalget besluttede, at prøven gentages.")]
    [InlineData("Det blev godkendt, at der ikke opkræves gebyr.")]
    public void Approved(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Approved);

    [Theory]
    [InlineData("Indstillingerne blev godkendt. Det blev i tillæg hertil aftalt, at planen oversættes.")]
    [InlineData("Indstillingen blev godkendt.\n\nDer blev i tillæg hertil aftalt følgende:\n\nSkiltet males.")]
    [InlineData("Godkendt med den ændring, at fristen rykkes.")]
    [InlineData("Godkendt med følgende rettelser.")]
    [InlineData("Godkendt, idet prisen forhandles.")]
    [InlineData("Planen blev godkendt inkl. en ekstra bus under forudsætning af tilskud.")]
    [InlineData("Dagsordenen blev godkendt. Punkt 6 udgår.")]
    [InlineData("Dagsordenen godkendes. Punkt 4 udsættes til næste møde.")]
    public void ApprovedWithAmendment(string wording)
    {
        var reading = DecisionClassifier.Read(wording);

        reading.Kind.ShouldBe(DecisionOutcome.ApprovedWithAmendment);
        reading.Also.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Udvalget tiltræder forslag 1-3. Forslag 4 kan udvalget ikke tiltræde.")]
    [InlineData("Rådet tiltræder forslag 2, men kan ikke tiltræde forslag 5.")]
    [InlineData("Delvist godkendt.")]
    [InlineData("Godkendt, dog ikke pkt. 3.")]
    public void PartlyApproved(string wording) => Kind(wording).ShouldBe(DecisionOutcome.PartlyApproved);

    [Theory]
    [InlineData("Taget til efterretning.")]
    [InlineData("Rådet tager orienteringen til efterretning.")]
    [InlineData("Rådet tog orienteringen til efterretning.")]
    [InlineData("Orienteringen blev taget til efterretning.")]
    [InlineData("Til efterretning.")]
    [InlineData("Orienteret.")]
    [InlineData("Ingen bemærkninger.")]
    [InlineData("Intet.")]
    [InlineData("Sagen tages til orientering.")]
    public void Noted(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Noted);

    [Theory]
    [InlineData("Drøftet.")]
    [InlineData("Køreplanen blev drøftet.")]
    [InlineData("Køreplanen bliver drøftet.")]
    [InlineData("Rådet drøftede køreplanen.")]
    [InlineData("Rådet drøfter køreplanen.")]
    public void Discussed(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Discussed);

    [Theory]
    [InlineData("Der var enighed om at se på ordningen igen.")]
    [InlineData("Der er enighed om, at kurset virker.")]
    [InlineData("Det blev aftalt, at sekretariatet skriver til styrelsen.")]
    [InlineData("Rådet ønsker, at holdet arbejder videre med modellen.")]
    [InlineData("Rådet ønskede, at holdet arbejdede på sagen. Man blev enige om en ny frist.")]
    public void Agreed(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Agreed);

    [Theory]
    [InlineData("Anbefalet.")]
    [InlineData("Anbefales over for byrådet.")]
    [InlineData("Indstilles til godkendelse.")]
    [InlineData("Udvalget anbefaler planen.")]
    public void Recommended(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Recommended);

    [Theory]
    [InlineData("Oversendes til Hede Udvalg.", "Hede Udvalg")]
    [InlineData("Videresendt til Klitrådet med en hilsen.", "Klitrådet")]
    [InlineData("Formanden mente, at listen bør sendes videre til det nye kystråd.", "det nye kystråd")]
    public void Forwarded_NamesTheBody(string wording, string body)
    {
        var reading = DecisionClassifier.Read(wording);

        (reading.Kind, reading.NamedBody).ShouldBe((DecisionOutcome.Forwarded, body));
    }

    [Fact]
    public void ApprovedForAnotherBodysMeeting_IsApprovedAndForwarded()
    {
        var reading = DecisionClassifier.Read("Punktet blev godkendt til forelæggelse for Hede Udvalg.");

        reading.Kind.ShouldBe(DecisionOutcome.Approved);
        reading.Also.ShouldBe([DecisionOutcome.Forwarded]);
        reading.NamedBody.ShouldBe("Hede Udvalg");
    }

    [Theory]
    [InlineData("Indstillingen til Hede Udvalg blev godkendt.", DecisionOutcome.Approved)]
    [InlineData("Indstillingen til Hede Udvalg blev godkendt inkl. en ny frist.", DecisionOutcome.ApprovedWithAmendment)]
    public void ApprovedRecommendationToAnotherBody_IsRecommendedToo(string wording, DecisionOutcome kind)
    {
        var reading = DecisionClassifier.Read(wording);

        reading.Kind.ShouldBe(kind);
        reading.Also.ShouldBe([DecisionOutcome.Recommended]);
        reading.NamedBody.ShouldBe("Hede Udvalg");
    }

    [Theory]
    [InlineData("Tilbagesendes Klitrådet med bemærkning, at byrådet har vedtaget planen.")]
    [InlineData("Tilbagesendt kystudvalget med bemærkning om, at rådet den 3. maj har godkendt forslaget.")]
    public void ReturnedAdopted(string wording) => Kind(wording).ShouldBe(DecisionOutcome.ReturnedAdopted);

    [Theory]
    [InlineData("Fremsendes til Klitrådet med henblik på udarbejdelse af en indstilling om takster.")]
    [InlineData("Sendes tilbage til fornyet behandling.")]
    [InlineData("Sagen blev sendt tilbage til forvaltningen.")]
    [InlineData("Hjemvist.")]
    public void ReturnedForWork(string wording) => Kind(wording).ShouldBe(DecisionOutcome.ReturnedForWork);

    [Theory]
    [InlineData("Udsat.")]
    [InlineData("Sagen blev udsat.")]
    [InlineData("Punktet udsættes.")]
    [InlineData("Rådet besluttede at udsætte sagens behandling.")]
    [InlineData("Emnet udskydes til efteråret.")]
    public void Postponed(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Postponed);

    [Fact]
    public void Postponed_ToANamedDay()
    {
        var reading = DecisionClassifier.Read(
            "Sagen udsættes til mødet d. 9. september.", new DecisionContext { MeetingDate = new DateOnly(2025, 6, 4) });

        reading.NamedDate.ShouldBe(new DateOnly(2025, 9, 9));
    }

    [Theory]
    [InlineData("Udgår.")]
    [InlineData("Punktet udgik.")]
    [InlineData("Taget af dagsordenen.")]
    [InlineData("Trukket.")]
    [InlineData("Bortfaldet.")]
    [InlineData("Sagen blev taget af dagsordenen.")]
    public void Withdrawn(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Withdrawn);

    [Theory]
    [InlineData("Forkastet.")]
    [InlineData("Ikke godkendt.")]
    [InlineData("Ikke tiltrådt.")]
    [InlineData("Afvist.")]
    [InlineData("Nedstemt.")]
    [InlineData("Forslaget blev ikke godkendt.")]
    [InlineData("Rådet kunne ikke tiltræde indstillingen.")]
    [InlineData("Rådet godkendte forslaget ikke.")]
    [InlineData("Forslaget blev forkastet med 5 stemmer mod 20.")]
    public void Rejected(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Rejected);

    [Theory]
    [InlineData("Sendes i høring.")]
    [InlineData("Sendt i offentlig høring i 4 uger.")]
    [InlineData("Planen sendes i høring hos de tre råd.")]
    public void SentToHearing(string wording) => Kind(wording).ShouldBe(DecisionOutcome.SentToHearing);

    [Theory]
    [InlineData("Lise Kær orienterede om de nye senge.")]
    [InlineData("Overlægen gav et indblik i forsøget.")]
    [InlineData("Der blev givet en status på byggeriet.")]
    [InlineData("Rådet hilste to nye medlemmer velkommen.")]
    [InlineData("Chefen fortalte om sommerens drift.")]
    public void Informed(string wording) => Kind(wording).ShouldBe(DecisionOutcome.Informed);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" . ")]
    [InlineData("Afbud fra Per Lykke.")]
    [InlineData("Bo Hav forlod mødet kl. 12:03. Eva Hav deltog på første halvdel af mødet.")]
    public void NothingDecided_IsNoDecision(string? wording) => Kind(wording).ShouldBe(DecisionOutcome.NoDecision);

    [Theory]
    [InlineData("Rådet så på solen.")]
    [InlineData("Fire medlemmer spurgte til prisen.")]
    [InlineData("Sagen blev ikke drøftet.")]
    [InlineData("Der var ikke enighed om planen.")]
    [InlineData("Arbejdet skulle være færdigt 1. marts 2020.")]
    [InlineData("Indsatsen for udsatte borgere fylder meget.")]
    public void WhatIsNotUnderstood_IsUnknown(string wording)
    {
        var reading = DecisionClassifier.Read(wording);

        (reading.Kind, reading.Confidence).ShouldBe((DecisionOutcome.Unknown, 0));
    }

    [Fact]
    public void Votes_AreCounted() =>
        DecisionClassifier.Read("Indstillingen blev godkendt med 42 stemmer mod 4. 8 undlod at stemme.")
            .ShouldSatisfyAllConditions(
                reading => reading.Kind.ShouldBe(DecisionOutcome.Approved),
                reading => reading.Votes.ShouldBe(new VoteCount(42, 4, 8)));

    [Theory]
    [InlineData("21 stemte for, 4 stemte imod og 2 undlod at stemme. Forslaget blev vedtaget.", 21, 4, 2)]
    [InlineData("Vedtaget. For stemte 9, imod stemte 3.", 9, 3, 0)]
    public void Votes_InOtherForms(string wording, int @for, int against, int abstained) =>
        DecisionClassifier.Read(wording).Votes.ShouldBe(new VoteCount(@for, against, abstained));

    [Fact]
    public void Majority_IsAnApproval_WithNamedDissent()
    {
        var reading = DecisionClassifier.Read(
            "Et flertal i udvalget kunne tiltræde indstillingen. Hedelisten kunne ikke tiltræde den.");

        reading.Kind.ShouldBe(DecisionOutcome.Approved);
        reading.ByMajority.ShouldBeTrue();
        reading.Dissent.ShouldBe("Hedelisten kunne ikke tiltræde den.");
    }

    [Theory]
    [InlineData("Rådet drøftede planen. Planen blev godkendt.", DecisionOutcome.Approved, DecisionOutcome.Discussed)]
    [InlineData("Rådet tog status til efterretning. Det blev drøftet, hvordan den spredes.", DecisionOutcome.Noted,
        DecisionOutcome.Discussed)]
    [InlineData("Der blev givet en status. Der var enighed om en ny runde.", DecisionOutcome.Informed, DecisionOutcome.Agreed)]
    [InlineData("Rådet drøftede ideen. Der er enighed om, at den er god.", DecisionOutcome.Discussed, DecisionOutcome.Agreed)]
    public void SeveralOutcomes_TheFormalOneFirst_ElseTheFirstTold(string wording, DecisionOutcome kind, DecisionOutcome also)
    {
        var reading = DecisionClassifier.Read(wording);

        reading.Kind.ShouldBe(kind);
        reading.Also.ShouldBe([also]);
    }

    private static DecisionOutcome Kind(string? wording) => DecisionClassifier.Read(wording).Kind;
}
