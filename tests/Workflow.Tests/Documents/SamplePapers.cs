using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Tests.Documents;

/// <summary>Invented meetings of invented places.</summary>
internal static class SamplePapers
{
    public static readonly DateTimeOffset At = new(2023, 8, 1, 7, 30, 0, TimeSpan.Zero);

    public static Body Body { get; } = new()
    {
        Id = "fjordby-fagligt",
        Name = "Fjordby Fagligt Råd",
        Kind = "professional",
        Labels = new BodyLabels { Ends = "Slutter i rådet", Refers = "Går videre;" },
        Sections =
        [
            SectionKind.Recommendation, SectionKind.Summary, SectionKind.Statement, SectionKind.Economy,
            SectionKind.EarlierDecisions, SectionKind.Decision, SectionKind.Absent, SectionKind.Attachments,
        ],
    };

    public static Meeting Meeting { get; } = new()
    {
        Id = "m-12",
        BodyId = Body.Id,
        Date = new DateOnly(2023, 9, 8),
        Time = new TimeOnly(12, 0),
        Place = "Rådssalen, Fjordby",
    };

    public static MeetingPaper Minutes { get; } = new()
    {
        Kind = PaperKind.Minutes,
        Body = Body.Name,
        Date = new DateOnly(2023, 9, 8),
        Time = new TimeOnly(12, 0),
        Place = "Rådssalen, Fjordby",
        Participants = [new("Åse Birkholt", "Formand"), new("Viggo Ærø", null)],
        Items = [Ordinary(), Withheld()],
    };

    public static MeetingPaper Agenda { get; } = Minutes with { Kind = PaperKind.Agenda };

    public static PaperItem Ordinary() => new()
    {
        Id = "T-0a1",
        Number = "1",
        Access = Access.Open,
        Title = "Cykelhjælp til nattevagter",
        PlannedRoute = PlannedRoute.Ends,
        CaseNumber = "FJ-2023-0042",
        DocumentNumber = "771204",
        Sections =
        [
            Section(SectionKind.Summary, "Resumé", "Rådet hører om cykler."),
            Section(SectionKind.Statement, "Sagsfremstilling",
                "Første afsnit.\nSamme afsnit.\n\n- Lygter\n- Hjelme\n\nSted\tAntal\nHavnen\t12\nTorvet\t7"),
            Section(SectionKind.Economy, "Økonomi", "."),
            Section(SectionKind.Recommendation, "Indstilling", "Det indstilles, at rådet drøfter cykler."),
            Section(SectionKind.EarlierDecisions, "Tidligere beslutninger",
                "Fjordby Driftsgruppe, 2. juni 2023\n\nSagen blev udskudt."),
            Section(SectionKind.Decision, "Beslutning", "Rådet drøftede cykler."),
            Section(SectionKind.Absent, "Fraværende", "."),
        ],
        Attachments =
        [
            new("1", "Tegning af cykel.pdf", "771205", "FJ-2023-0042"),
            new("2", "Budget.xlsx", null, null),
        ],
        Absent = [new("Inger Østlund", "Overlæge", "Medlem"), new("Bo Dahl", null, null)],
    };

    public static PaperItem Withheld() => new()
    {
        Number = "2",
        Access = Access.Closed,
        Title = "Personsag",
    };

    public static PaperSection Section(SectionKind kind, string heading, params string[] texts) =>
        new(kind, heading, [.. texts.Select(text => new TextBlock(text))]);

    public static Envelope EnvelopeTo(string language = "da", string name = "Åse Birkholt") => new(
        new Recipient("p-1", name, "aase.birkholt@fjordby.invalid", language),
        Body,
        language == "da" ? "Du er medlem af rådet." : "You are a member of the council.",
        At);
}
