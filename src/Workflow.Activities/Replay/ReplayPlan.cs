using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Forums.Wording;

namespace Workflow.Activities.Replay;

/// <summary>
/// A paper read as the agenda that led to it: the meeting, the items as somebody would have handed them in, and the
/// meetings of other bodies that the text names.
/// </summary>
public sealed class ReplayPlan
{
    private const string Fence = "***";

    private static readonly TimeOnly UsualTime = new(9, 0);

    private readonly BodyRegister _bodies;
    private readonly DecisionContext _context;

    public ReplayPlan(MeetingPaper paper, Body body, BodyRegister bodies)
    {
        Date = paper.Date ?? throw new ArgumentException("The paper has no meeting date.", nameof(paper));
        (Paper, Body, _bodies) = (paper, body.On(Date), bodies);
        Time = paper.Time ?? UsualTime;
        MeetingId = Ids.Meeting(body.Id, Date);
        _context = new DecisionContext
        {
            MeetingDate = Date,
            Own = BodyNames.Phrases(body),
            Bodies = [.. bodies.All.OrderByDescending(other => other.Cluster == body.Cluster).Select(BodyNames.Phrases)],
        };
        Items = [.. paper.Items.Select(Item)];
    }

    public MeetingPaper Paper { get; }

    public Body Body { get; }

    public DateOnly Date { get; }

    public TimeOnly Time { get; }

    public string MeetingId { get; }

    public IReadOnlyList<ReplayItem> Items { get; }

    public BodyClock Clock => new(Body.TimeZone);

    public WorkingCalendar Calendar => new(Body.WorkingDays);

    /// <summary>Coming meetings of other configured bodies that the paper names, each once, by date.</summary>
    public IReadOnlyList<(Body Body, DateOnly Date)> NamedMeetings() =>
    [
        .. Paper.Items.SelectMany(item => ForumMeetingReader.Future(AllText(item), _context))
            .Select(reference => (Body: BodyNames.Find(_bodies, reference.Body, Body.Cluster), reference.Date))
            .Where(named => named.Body is not null && BodyNames.InOffice(_bodies, named.Body, named.Date) == named.Body)
            .Select(named => (named.Body!, named.Date))
            .Distinct()
            .OrderBy(named => named.Date).ThenBy(named => named.Item1.Id, StringComparer.Ordinal),
    ];

    private ReplayItem Item(PaperItem item)
    {
        var standing = Standing(item);
        var (plannedBody, plannedDate) = Planned(item);
        var draft = new DraftItem(Ids.Item(Body.Id, Date, Safe(item.Number)), Body.Id, item.Title)
        {
            Access = item.Access,
            PlannedRoute = item.PlannedRoute,
            PlannedBody = plannedBody,
            PlannedDate = plannedDate,
            Sections = [.. item.Sections.Where(
                IsOwnText).Select(section => new ItemSection(section.Kind, section.Heading, section.Blocks))],
            Recommendation = [.. item.Sections.Where(section => section.Kind == SectionKind.Recommendation)
                .SelectMany(section => section.Blocks)],
            Attachments = [.. item.Attachments.Select(Attachment)],
            OwnerId = InventedPeople.Id(Body, "itemOwner"),
            CaseNumber = item.CaseNumber,
            DocumentNumber = item.DocumentNumber,
            MeetingDate = Date,
            Standing = standing,
            Lineage = Lineage(item),
        };
        return new ReplayItem(item, draft, Decision(item));
    }

    /// <summary>An item that is to go on goes to the meeting its own text names, else to the next one the paper names.</summary>
    private (string? Body, DateOnly? Date) Planned(PaperItem item)
    {
        if (item.PlannedRoute != PlannedRoute.Refers)
            return (null, null);
        var own = ForumMeetingReader.Future(PlanText(item), _context);
        var named = own.Count > 0
            ? own
            : [.. Paper.Items.SelectMany(other => ForumMeetingReader.Future(AllText(other), _context))];
        var next = named.OrderBy(reference => reference.Date).FirstOrDefault();
        return (next?.Body, next?.Date);
    }

    private StandingItem Standing(PaperItem item) => Body.StandingTitles
        .Where(entry => entry.Value.Any(title => item.Title.StartsWith(title, StringComparison.OrdinalIgnoreCase)))
        .Select(entry => entry.Key).FirstOrDefault();

    private static EarlierDecision[] Lineage(PaperItem item) =>
        item.Earlier.Count > 0
            ? [.. item.Earlier]
            : Text(item, SectionKind.EarlierDecisions) is { } text ? [new EarlierDecision("", null, text)] : [];

    private static bool IsOwnText(PaperSection section) => section.Kind
        is SectionKind.Summary or SectionKind.Statement or SectionKind.Economy or SectionKind.Other;

    private static ItemAttachment Attachment(PaperAttachment attachment) =>
        new(attachment.Name, attachment.DocumentNumber, attachment.CaseNumber)
        {
            Number = attachment.Number,
            Access = attachment.Access,
            Audience = attachment.Audience,
        };

    /// <summary>As somebody would write it down: what is for this body alone stands between fences again.</summary>
    private static string? Decision(PaperItem item)
    {
        var blocks = item.Sections.Where(section => section.Kind == SectionKind.Decision).SelectMany(section => section.Blocks)
            .Select(block => block.Audience is null ? block.Text : $"{Fence}\n\n{block.Text}\n\n{Fence}");
        var text = string.Join("\n\n", blocks).Trim();
        return text.Length == 0 ? null : text;
    }

    private static string? Text(PaperItem item, SectionKind kind)
    {
        var text = string.Join(
            "\n\n", item.Sections.Where(section => section.Kind == kind).Select(section => Fences.Print(section.Blocks))).Trim();
        return text.Length == 0 ? null : text;
    }

    private static string PlanText(PaperItem item) =>
        string.Join("\n\n", item.Title, Text(item, SectionKind.Recommendation), Text(item, SectionKind.Decision));

    private static string AllText(PaperItem item) =>
        string.Join("\n\n", item.Sections.Where(section => section.Kind != SectionKind.EarlierDecisions)
            .Select(section => section.AllText).Prepend(item.Title));

    private static string Safe(string number) =>
        string.Concat(number.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}

/// <param name="Decision">Wording as recorded; null where the paper has none.</param>
public sealed record ReplayItem(PaperItem Printed, DraftItem Draft, string? Decision);
