using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;

namespace Workflow.Forums.Bodies;

/// <summary>A forum, council or committee and its rules: data, never code. Bodies begin, end and have successors.</summary>
public sealed record Body
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Such as <c>professional-strategic</c> or <c>political</c>; opaque to the code.</summary>
    public required string Kind { get; init; }

    /// <summary>A bare name in a paper is read within the paper's own cluster first.</summary>
    public string? Cluster { get; init; }

    /// <summary>First day the body exists; null for always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day the body exists; null for no end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Id of the body that takes over its open items after <see cref="ValidTo"/>.</summary>
    public string? Successor { get; init; }

    /// <summary>Id of the body it sends items up to.</summary>
    public string? RefersTo { get; init; }

    /// <summary>Other names the body is printed under.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public BodyLabels Labels { get; init; } = new();

    /// <summary>Order of the sections in agenda and minutes.</summary>
    public IReadOnlyList<SectionKind> Sections { get; init; } = DefaultSections;

    /// <summary>Language of its pages and letters: <c>da</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "da";

    public WorkingDayRule WorkingDays { get; init; } = new();

    /// <summary>IANA zone of its local dates and times.</summary>
    public string TimeZone { get; init; } = "Europe/Copenhagen";

    /// <summary>
    /// Its meetings can be joined from afar, where nothing else is said of one: an event with a link is made in a calendar.
    /// </summary>
    public bool OnlineMeetings { get; init; }

    public MeetingRules Meetings { get; init; } = new();

    /// <summary>What comes before an extraordinary meeting; what comes after it is as for any other.</summary>
    public NoticeRules ExtraordinaryMeetings { get; init; } = new();

    public ApprovalRule AgendaApproval { get; init; } = ApprovalRule.AnyOne;

    public ApprovalRule MinutesApproval { get; init; } = ApprovalRule.AnyOne;

    /// <summary>
    /// Levels of approval by subject. A subject left out: agendas are approved by the chairs, items too where
    /// <see cref="ItemApproval"/> says so, minutes by the meeting alone.
    /// </summary>
    public IReadOnlyList<ApprovalPlan> Approvals { get; init; } = [];

    public MinutesApprovalWay MinutesApprovedAt { get; init; } = MinutesApprovalWay.NextMeeting;

    /// <summary>Who confirms minutes that were approved with an amendment, once it is written in.</summary>
    public AmendedMinutesWay AmendedMinutes { get; init; } = AmendedMinutesWay.Chair;

    public IReadOnlyList<LadderStep> Ladder { get; init; } = DefaultLadder;

    /// <summary>Printed in every consultation letter: what silence means.</summary>
    public string? SilenceRule { get; init; }

    /// <summary>Consultation an item goes through before it is placed on an agenda; null for none.</summary>
    public ItemConsultationRule? ItemConsultation { get; init; }

    /// <summary>Whether an item needs the chair's yes before it is placed on an agenda.</summary>
    public bool ItemApproval { get; init; }

    /// <summary>Rows put before the standard route table; the first row that fits decides.</summary>
    public IReadOnlyList<RouteRow> Routes { get; init; } = [];

    /// <summary>Rules that count from a later day on; the ones above are those the body began with.</summary>
    public IReadOnlyList<RuleChange> Rules { get; init; } = [];

    /// <summary>Titles (without prefix) that this body gives its standing items; an import knows them by these.</summary>
    public IReadOnlyDictionary<StandingItem, IReadOnlyList<string>> StandingTitles { get; init; } =
        new Dictionary<StandingItem, IReadOnlyList<string>>();

    /// <summary>Derived from a document because nobody configured it: the output says so.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Set where a version was applied; not a member of the file.</summary>
    internal DateOnly? InForceFrom { get; init; }

    public static IReadOnlyList<SectionKind> DefaultSections { get; } =
    [
        SectionKind.Summary, SectionKind.Statement, SectionKind.Economy, SectionKind.Recommendation,
        SectionKind.EarlierDecisions, SectionKind.Decision, SectionKind.Absent, SectionKind.Attachments,
    ];

    /// <summary>Counted from the due day: reminder, due, overdue, deputy, secretariat.</summary>
    public static IReadOnlyList<LadderStep> DefaultLadder { get; } =
    [
        new("reminder", -2, "approver", RungEffect.Inform),
        new("due", 0, "approver", RungEffect.Inform),
        new("overdue", 1, "approver", RungEffect.Inform),
        new("deputy", 2, "deputy", RungEffect.HandOver),
        new("secretariat", 4, "secretariat", RungEffect.Inform),
    ];
}

/// <summary>What the body prints: its own words, in its own language.</summary>
public sealed record BodyLabels
{
    public string? ShortName { get; init; }

    /// <summary>Title prefix of an item that is planned to end in this body; null where it prints none.</summary>
    public string? Ends { get; init; }

    /// <summary>Title prefix of an item that is planned to go on.</summary>
    public string? Refers { get; init; }
}

/// <summary>Which days count as working days. Public holidays never do; they are computed, not listed.</summary>
public sealed record WorkingDayRule
{
    public bool Saturday { get; init; }

    /// <summary>Days of the year when offices close though they are no public holidays, as <c>MM-dd</c>.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    /// <summary>Steps: n steps back from the day. FullDays: n whole days between (one day earlier).</summary>
    public DayCounting Counting { get; init; } = DayCounting.Steps;
}

public enum DayCounting
{
    Steps,
    FullDays,
}

/// <summary>Deadlines of a meeting in working days: those before it counted backward, those after it forward.</summary>
public sealed record MeetingRules
{
    public int Call { get; init; } = 25;

    public int Submission { get; init; } = 14;

    public int AgendaApproval { get; init; } = 9;

    public int Dispatch { get; init; } = 4;

    public int Material { get; init; } = 3;

    public int MinutesDraft { get; init; } = 3;

    /// <summary>Length of the consultation on the minutes.</summary>
    public int MinutesConsultation { get; init; } = 8;

    /// <summary>Working days before the consultation's deadline that those who have not answered are reminded.</summary>
    public int ConsultationReminder { get; init; } = 2;

    /// <summary>Working days after the consultation for approving the minutes.</summary>
    public int MinutesApproval { get; init; } = 4;

    /// <summary>Working days after the approval of the minutes until they are published.</summary>
    public int Publication { get; init; } = 1;

    /// <summary>Working days the chair has to choose a route.</summary>
    public int ChairChoice { get; init; } = 5;

    /// <summary>Working days until a task of the secretariat is asked for again.</summary>
    public int SecretariatTask { get; init; } = 5;

    /// <summary>Length of a meeting in minutes, for the calendar.</summary>
    public int DurationMinutes { get; init; } = 120;

    /// <summary>How many items an agenda has room for.</summary>
    public int Room { get; init; } = 30;
}

/// <summary>Deadlines before an extraordinary meeting, in working days counted backward from it.</summary>
public sealed record NoticeRules
{
    public int Call { get; init; } = 8;

    public int Submission { get; init; } = 6;

    public int AgendaApproval { get; init; } = 4;

    public int Dispatch { get; init; } = 2;

    public int Material { get; init; } = 1;
}

public enum AmendedMinutesWay
{
    /// <summary>The body has approved them with the amendment: the chair confirms that it is written in as decided.</summary>
    Chair,

    /// <summary>They are an item of the body's next meeting once more.</summary>
    NextMeeting,
}

public enum MinutesApprovalWay
{
    NextMeeting,
    SameMeeting,
}

/// <param name="Parties">Names of the consulted parties.</param>
/// <param name="WorkingDays">Length of the consultation.</param>
public sealed record ItemConsultationRule(IReadOnlyList<ConsultedParty> Parties, int WorkingDays, string Question);

public sealed record ConsultedParty(string Id, string Name, string? Address);
