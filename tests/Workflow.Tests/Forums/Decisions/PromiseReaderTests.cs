using Shouldly;
using Workflow.Forums.Decisions;
using Workflow.Forums.Wording;
using Workflow.Tests.Documents.Minutes;
using Xunit;

namespace Workflow.Tests.Forums.Decisions;

public sealed class PromiseReaderTests
{
    private static readonly DateOnly Meeting = new(2025, 6, 4);

    [Fact]
    public void ReturnInAMonth_IsDueInThatMonth() =>
        PromiseReader.Read("Gruppen vender tilbage med et forslag i december.", Meeting).Single()
            .ShouldSatisfyAllConditions(
                promise => promise.From.ShouldBe(new DateOnly(2025, 12, 1)),
                promise => promise.To.ShouldBe(new DateOnly(2025, 12, 31)));

    [Fact]
    public void MonthBeforeTheMeetings_IsNextYears_AndTwoMonthsAreASpan() =>
        PromiseReader.Read("Emnet fortsættes på et møde i januar/februar.", Meeting).Single()
            .ShouldSatisfyAllConditions(
                promise => promise.From.ShouldBe(new DateOnly(2026, 1, 1)),
                promise => promise.To.ShouldBe(new DateOnly(2026, 2, 28)));

    [Fact]
    public void NamedDay_IsThatDay() =>
        PromiseReader.Read("Planen forelægges på mødet d. 9. september.", Meeting).Single().From.ShouldBe(
            new DateOnly(2025, 9, 9));

    [Fact]
    public void LaterMeetingWithoutATime_IsSaidSo() =>
        PromiseReader.Read("Lise vil vende tilbage på et senere møde med en status.", Meeting).Single()
            .ShouldBe(new Promise("Lise vil vende tilbage på et senere møde med en status.", null, null, NextMeeting: true));

    [Theory]
    [InlineData("Planen blev godkendt.")]
    [InlineData("Medlemmerne kan vende tilbage til Lise, hvis de har spørgsmål.")]
    [InlineData("")]
    public void OtherText_PromisesNothing(string text) => PromiseReader.Read(text, Meeting).ShouldBeEmpty();

    [Theory]
    [InlineData("Planen forelægges Hede Udvalg (HU) d. 2. juli 2025.", "HU", "hede-udvalg", "2025-07-02")]
    [InlineData("Sted for mødet i Hede Udvalg, som afholdes d. 28. november", "Hede Udvalg", "hede-udvalg", "2025-11-28")]
    [InlineData("Sagen behandles i Klitrådet den 3/9 2025.", "Klitrådet", null, "2025-09-03")]
    public void NamedFutureMeeting_IsReadWithBodyAndDate(string text, string body, string? id, string date)
    {
        var context = new DecisionContext { MeetingDate = Meeting, Own = InventedMinutes.Lower, Bodies = InventedMinutes.Bodies };

        var reference = ForumMeetingReader.Future(text, context).ShouldHaveSingleItem();

        (reference.Body, reference.KnownBodyId, reference.Date.ToString("yyyy-MM-dd", null)).ShouldBe((body, id, date));
    }

    [Fact]
    public void PastMeeting_AndTheBodysOwn_AreNotFuture()
    {
        var context = new DecisionContext { MeetingDate = Meeting, Own = InventedMinutes.Lower, Bodies = InventedMinutes.Bodies };

        ForumMeetingReader.Future("Vedtaget på mødet i Hede Udvalg d. 18. april. Næste møde i Fagligt Råd d. 1. oktober 2025.",
            context).ShouldBeEmpty();
    }

    [Fact]
    public void BareName_IsReadWithinTheDocumentsOwnCluster()
    {
        var other = new Workflow.Forums.Papers.BodyPhrases(
            "klit-udvalg", "KLI Klit Udvalg", ["Udvalget", "HU"])
        { Cluster = "klit" };
        var context = new DecisionContext
        {
            MeetingDate = Meeting,
            Own = InventedMinutes.Lower,
            Bodies = [other, .. InventedMinutes.Bodies]
        };

        ForumMeetingReader.Future("Planen forelægges HU d. 2. juli 2025.", context).Single().KnownBodyId.ShouldBe("hede-udvalg");
    }

    [Theory]
    [InlineData("Fredag d. 08. september 2023 kl. 12:00", "2023-09-08")]
    [InlineData("25-08-2023", "2023-08-25")]
    [InlineData("d. 06.06.2023", "2023-06-06")]
    [InlineData("2023-08-25", "2023-08-25")]
    [InlineData("workshop d. 25.08., og så", "2025-08-25")]
    [InlineData("d. 18. april", "2025-04-18")]
    [InlineData("den 3. december", "2025-12-03")]
    public void Dates_InAllTheirForms(string text, string date) =>
        DateReader.First(text)!.Resolve(Meeting)!.Value.ToString("yyyy-MM-dd", null).ShouldBe(date);

    [Theory]
    [InlineData("1.065.174 kr.")]
    [InlineData("bilag 4.1.-4.4.")]
    [InlineData("kl. 10.30-12.00")]
    public void Numbers_AreNoDates(string text) => DateReader.Find(text).ShouldBeEmpty();

    [Theory]
    [InlineData("Mødet d. 13. maj blev aflyst. Intet nyt.", 2)]
    [InlineData("Det koster 4 mio. Kroner er mange, jf. Bilaget fra dr. Holm.", 1)]
    [InlineData("Første linje\nAnden linje", 2)]
    public void Sentences_EndAtFullStopsThatAreOnes(string text, int count) => Sentences.Split(text).Count.ShouldBe(count);
}
