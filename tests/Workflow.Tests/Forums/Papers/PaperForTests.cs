using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Shouldly;
using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.Tests.Forums.Papers;

/// <summary>A marker is put into every hidden place: it is found by those who may see it, and by nobody else.</summary>
public sealed class PaperForTests
{
    private const string Own = "library";
    private const string Other = "culture";
    private const string Recused = "person.recused";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Body Library = new() { Id = Own, Name = "Biblioteksrådet", Kind = "professional", RefersTo = Other };
    private static readonly BodyRegister Register = new(
        [Library, new Body { Id = Other, Name = "Kulturudvalget", Kind = "political" }]);

    private static readonly Viewer[] Viewers =
    [
        Viewer.Public(Own), Viewer.Member(Own, "person.member"), Viewer.Member(Own, Recused), Viewer.Secretariat(Own),
        Viewer.Public(Other), Viewer.Member(Other, "person.other"), Viewer.Secretariat(Other),
    ];

    private static readonly Gen<(bool Closed, bool IsRecused, bool Refers)> AnyItem =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Select((closed, recused, refers) => (closed, recused, refers));

    [Fact]
    public void Derive_ForAnyReader_ShowsEachMarkerToThoseWhoMaySeeItAndNobodyElse() =>
        Gen.Select(AnyItem.Array[1, 4], Gen.Int[0, Viewers.Length - 1].Select(n => Viewers[n]), Gen.Enum<PaperKind>())
            .Sample((shapes, viewer, kind) =>
            {
                var items = shapes.Select(
                    (shape, index) => Item(index + 1, shape.Closed, shape.IsRecused, shape.Refers)).ToList();
                var text = Text(kind, [.. items, Overview()], viewer);
                foreach (var entry in items)
                {
                    foreach (var (marker, maySee) in Markers(entry, kind))
                        text.Contains(
                            marker, StringComparison.Ordinal).ShouldBe(maySee(viewer), $"{marker} for {viewer} in {kind}");
                }
            });

    [Fact]
    public void Derive_AnItemRewrittenAfterItsDecision_ShowsWhatWasDecidedOn_AndToWhomItMayBeShownToday()
    {
        var entry = Item(1, false, false, false);
        var decided = entry with { Treatment = entry.Treatment with { AsDecided = entry.Item } };
        var rewritten = decided with { Item = decided.Item with { Title = "Another title", Sections = [] } };
        var closed = rewritten with { Item = rewritten.Item with { Access = Access.Closed } };

        Text(PaperKind.Minutes, [rewritten], Viewer.Public(Own)).ShouldBe(Text(PaperKind.Minutes, [decided], Viewer.Public(Own)));
        Derive(PaperKind.Minutes, [closed], Viewer.Public(Own)).Items.ShouldHaveSingleItem().Sections.ShouldBeEmpty();
    }

    [Fact]
    public void Derive_AFencedDecision_PrintsNoFence() =>
        Text(PaperKind.Minutes, [Item(1, false, false, false)], Viewer.Public(Own)).ShouldNotContain("***");

    [Fact]
    public void Derive_AClosedItemForThePublic_HasItsSafeTitleAndNothingElse()
    {
        var closed = Item(1, true, false, false);
        closed = closed with { Item = closed.Item with { PublicTitle = "En personsag" } };

        Derive(PaperKind.Minutes, [closed], Viewer.Public(Own)).Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            item => item.Title.ShouldBe("En personsag"),
            item => item.Sections.ShouldBeEmpty(),
            item => item.Attachments.ShouldBeEmpty(),
            item => item.Absent.ShouldBeEmpty(),
            item => item.CaseNumber.ShouldBeNull(),
            item => item.Outcome.ShouldBeNull());
    }

    [Fact]
    public void Derive_AnItemOfUnknownAccess_IsHiddenLikeAClosedOne()
    {
        var strange = Item(1, false, false, false);
        strange = strange with { Item = strange.Item with { Access = (Access)7 } };

        Text(PaperKind.Minutes, [strange, Overview()], Viewer.Public(Own)).ShouldNotContain("title-1");
    }

    [Fact]
    public void Derive_SectionsOfABodyWithAnotherOrder_StandInThatOrder()
    {
        var body = Library with { Sections = [SectionKind.Recommendation, SectionKind.Statement, SectionKind.Decision] };

        PaperFor.Derive(PaperKind.Minutes, Meeting, body, [Item(1, false, false, false)], Viewer.Secretariat(Own), Register)
            .Items[0].Sections.Select(section => section.Kind).Take(3)
            .ShouldBe([SectionKind.Recommendation, SectionKind.Statement, SectionKind.Decision]);
    }

    [Fact]
    public void Derive_AnAgenda_HasNoDecision() =>
        Derive(PaperKind.Agenda, [Item(1, false, false, false)], Viewer.Secretariat(Own)).Items[0].ShouldSatisfyAllConditions(
            item => item.Sections.ShouldNotContain(section => section.Kind == SectionKind.Decision),
            item => item.Outcome.ShouldBeNull());

    [Fact]
    public void Derive_AnItemTakenOffTheAgenda_IsNotThere()
    {
        var gone = Item(1, false, false, false);

        Derive(PaperKind.Agenda, [gone with { Treatment = gone.Treatment with { State = TreatmentState.Removed } }],
            Viewer.Secretariat(Own))
            .Items.ShouldBeEmpty();
    }

    [Fact]
    public void Derive_TheOverview_SaysWhichItemsEndAndWhichGoOn()
    {
        var text = string.Join('\n', Derive(
                PaperKind.Agenda, [Item(1, false, false, false), Item(2, false, false, true), Overview()], Viewer.Public(Own))
            .Items[^1].Sections.SelectMany(section => section.Blocks).Select(block => block.Text));

        text.Split(
            '\n').ShouldContain(line => line.Contains("title-1", StringComparison.Ordinal)
                && !line.Contains("Kulturudvalget", StringComparison.Ordinal));
        text.Split(
            '\n').ShouldContain(
                line => line.Contains("title-2", StringComparison.Ordinal)
                    && line.Contains("Kulturudvalget", StringComparison.Ordinal));
        text.ShouldNotContain("overview-title");
    }

    private static IEnumerable<(string Marker, Func<Viewer, bool> MaySee)> Markers(TreatedItem entry, PaperKind kind)
    {
        var n = entry.Item.Id;
        bool Member(Viewer viewer) => viewer.Audience == Own && viewer.SeesClosed;
        bool Sees(Viewer viewer) =>
            (entry.Item.Access == Access.Open || Member(viewer))
                && (entry.Treatment.Recusals.Count == 0 || viewer.PersonId != Recused);
        bool SeesOwn(Viewer viewer) => Sees(viewer) && viewer.Audience == Own;
        yield return ($"title-{n}", Sees);
        yield return ($"open-{n}", Sees);
        yield return ($"own-{n}", SeesOwn);
        yield return ($"other-{n}", viewer => Sees(viewer) && viewer.Audience == Other);
        yield return ($"recommendation-own-{n}", SeesOwn);
        yield return ($"earlier-open-{n}", Sees);
        yield return ($"earlier-own-{n}", SeesOwn);
        yield return ($"file-open-{n}", Sees);
        yield return ($"file-own-{n}", SeesOwn);
        yield return ($"file-closed-{n}", viewer => Sees(viewer) && Member(viewer));
        yield return ($"decision-open-{n}", viewer => kind == PaperKind.Minutes && Sees(viewer));
        yield return ($"decision-own-{n}", viewer => kind == PaperKind.Minutes && SeesOwn(viewer));
        yield return ($"absent-{n}", viewer => kind == PaperKind.Minutes && Sees(viewer));
    }

    private static TreatedItem Item(int n, bool closed, bool recused, bool refers) => new(
        new Item
        {
            Id = $"{n}",
            Title = $"title-{n}",
            OriginBodyId = Own,
            Access = closed ? Access.Closed : Access.Open,
            PlannedRoute = refers ? PlannedRoute.Refers : PlannedRoute.Ends,
            Sections = [
                new ItemSection(SectionKind.Statement, null, [new($"open-{n}"), new($"own-{n}", Own), new($"other-{n}", Other)])],
            Attachments =
            [
                new ItemAttachment($"file-open-{n}", null, null),
                new ItemAttachment($"file-own-{n}", null, null) { Audience = Own },
                new ItemAttachment($"file-closed-{n}", null, null) { Access = Access.Closed },
            ],
        },
        new Treatment
        {
            Id = $"treatment-{n}",
            ItemId = $"{n}",
            MeetingId = Meeting.Id,
            BodyId = Own,
            Order = n,
            Recommendation = [new TextBlock("At det godkendes."), new TextBlock($"recommendation-own-{n}", Own)],
            Lineage = [
                new EarlierDecision("Børnerådet", new DateOnly(2026, 1, 8), $"earlier-open-{n}\n***\nearlier-own-{n}\n***")],
            Decision = new DecisionRecord
            {
                Text = $"decision-open-{n}\n\n***\ndecision-own-{n}\n***",
                Proposed = new DecisionReading(DecisionOutcome.Approved, [], 1),
            },
            Absent = [new PaperAbsence($"absent-{n}", null, null)],
            Recusals = recused ? [new Recusal(Recused, "family", "person.chair")] : [],
        });

    private static TreatedItem Overview() => new(
        new Item
        {
            Id = "overview",
            Title = "overview-title",
            OriginBodyId = Own,
            Access = Access.Open,
            Standing = StandingItem.RoutingOverview
        },
        new Treatment { Id = "overview", ItemId = "overview", MeetingId = Meeting.Id, BodyId = Own, Order = 99 });

    private static Meeting Meeting { get; } =
        new() { Id = "meeting", BodyId = Own, Date = new DateOnly(2026, 3, 5), Time = new TimeOnly(10, 0) };

    private static MeetingPaper Derive(PaperKind kind, IReadOnlyList<TreatedItem> items, Viewer viewer) =>
        PaperFor.Derive(kind, Meeting, Library, items, viewer, Register);

    private static string Text(PaperKind kind, IReadOnlyList<TreatedItem> items, Viewer viewer) =>
        JsonSerializer.Serialize(Derive(kind, items, viewer), Plain);
}
