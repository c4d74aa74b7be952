using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Activities.Operators;
using Workflow.Activities.Ports;
using Workflow.Activities.Publications;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Instances;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// One town council with the whole product around it: all definitions, all activities, letters and pages kept in memory,
/// and a clock that fires every deadline on its way.
/// </summary>
internal sealed class MeetingWorld : IAsyncDisposable
{
    public static readonly Actor Clerk = new("clerk", "Kim Eng");
    public static readonly Actor Chair = new("chair", "Ida Mark");

    public static readonly DateOnly May = new(2026, 5, 20);
    public static readonly DateOnly June = new(2026, 6, 17);

    private readonly TestDatabase _database;
    private readonly string _name = Guid.NewGuid().ToString("N");
    private int _commands;
    private LetterOptions? _letters;

    private MeetingWorld(TestDatabase database, RuntimeUnderTest process, ForumRules rules)
    {
        (_database, Process, Rules) = (database, process, rules);
        Duties = new DutyWatch(process.Runtime, rules);
        Meetings = new MeetingDesk(process.Runtime, rules, process.Overview);
        Items = new ItemDesk(process.Runtime, rules);
        Approvals = new ApprovalDesk(process.Runtime, rules);
        Consultations = new ConsultationDesk(process.Runtime, rules);
        Operators = new OperatorDesk(
            process.Runtime, process.Overview, process.Get<OperatorOverview>(), process.Get<MailForecast>(), Meetings);
    }

    public RuntimeUnderTest Process { get; }

    public TestDatabase Database => _database;

    public ForumRules Rules { get; }

    public DutyWatch Duties { get; }

    public MeetingDesk Meetings { get; }

    public ItemDesk Items { get; }

    public ApprovalDesk Approvals { get; }

    public ConsultationDesk Consultations { get; }

    public OperatorDesk Operators { get; }

    public TaskDesk Tasks => new(Process.Runtime);

    public MemoryTransport Transport { get; } = new();

    public MemoryPages Pages { get; } = new();

    public string NextCommand => $"command-{_name}-{++_commands}";

    public static Body Council { get; } = new()
    {
        Id = "council",
        Name = "Fjordby Council",
        Kind = "political",
        Language = "en",
        MinutesApprovedAt = MinutesApprovalWay.NextMeeting,
    };

    public static async Task<MeetingWorld> OpenAsync(
        TestDatabases databases,
        DatabaseKind kind,
        Func<Body, Body>? council = null,
        ITransactionProbe? probe = null,
        Func<IEnumerable<Person>, IEnumerable<Person>>? people = null,
        LetterOptions? letters = null) => await OverAsync(
            await databases.CreateAsync(kind), [council?.Invoke(Council) ?? Council], probe, time: null,
            people?.Invoke(People()), letters);

    /// <summary>The same service started anew with another file of people.</summary>
    public async Task<MeetingWorld> WithPeopleAsync(Func<IEnumerable<Person>, IEnumerable<Person>> people)
    {
        var shared = new TestDatabase(_database.Kind, _database.ConnectionString, () => Task.CompletedTask);
        return await OverAsync(shared, [.. Rules.Bodies.All], probe: null, Process.Time, people(People()), _letters);
    }

    /// <summary>
    /// Another process over the same database at the same time, perhaps with other bodies in its files. The database is
    /// closed with the world it was opened for.
    /// </summary>
    public Task<MeetingWorld> AnotherAsync(ITransactionProbe? probe = null, params IReadOnlyList<Body> bodies) =>
        AnotherAsync(probe, leaveToOthers: TimeSpan.Zero, bodies);

    public async Task<MeetingWorld> AnotherAsync(
        ITransactionProbe? probe, TimeSpan leaveToOthers, params IReadOnlyList<Body> bodies)
    {
        var shared = new TestDatabase(_database.Kind, _database.ConnectionString, () => Task.CompletedTask);
        return await OverAsync(
            shared, bodies.Count > 0 ? bodies : [Council], probe, Process.Time, leaveToOthers: leaveToOthers);
    }

    private static async Task<MeetingWorld> OverAsync(
        TestDatabase database,
        IReadOnlyList<Body> bodies,
        ITransactionProbe? probe,
        FakeTimeProvider? time,
        IEnumerable<Person>? people = null,
        LetterOptions? letters = null,
        TimeSpan leaveToOthers = default)
    {
        var rules = new ForumRules(
            new BodyRegister(bodies), new PeopleRegister(people ?? People()), new LetterWriter(letters ?? new LetterOptions()))
        {
            MakesOnlineMeetings = bodies.Any(body => body.OnlineMeetings),
        };
        var process = RuntimeUnderTest.Over(
            database, ForumActivitiesSetup.Activities(rules), probe, time, leaveToOthers: leaveToOthers);
        var files = new[] { "agenda-item", "meeting", "consultation", "approval", "task" }.ToDictionary(
            name => name + ".json", name => File.ReadAllText(Path.Combine(Root(), "workflows", name + ".json")));
        await process.Get<DefinitionStore>().LoadAsync(files, CancellationToken.None);
        return new MeetingWorld(database, process, rules) { _letters = letters };
    }

    public OutboxDrain Outbox() =>
        new(Process.Outbox, Process.Runtime, Transport, Process.Time, NullLogger<OutboxDrain>.Instance);

    public OnlineEventDrain Calendar(ICalendarService calendar) =>
        new(Process.Get<OnlineEventStore>(), Rules, NullLogger<OnlineEventDrain>.Instance, calendar);

    public PublicationDrain Publisher() => new(Process.Get<PublicationStore>(), Pages, NullLogger<PublicationDrain>.Instance);

    public async Task<string> PlanAsync(DateOnly date)
    {
        var ruling = await Meetings.PlanAsync(
            new PlanMeeting(null, "council", date, new TimeOnly(14, 0)) { Place = "Town hall" }, Clerk, NextCommand,
            CancellationToken.None);
        await SettleAsync();
        return Accept(ruling).Id;
    }

    public async Task MoveAsync(string meetingId, DateOnly date) => Accept(await ActAsync(Meetings.MoveAsync(
        new MoveMeeting(meetingId, date, new TimeOnly(15, 30), "The hall is taken."), Clerk, NextCommand,
        CancellationToken.None)));

    public async Task CancelAsync(string meetingId) => Accept(await ActAsync(Meetings.CancelAsync(
        new CancelMeeting(meetingId, "Too few can come."), Clerk, NextCommand, CancellationToken.None)));

    /// <summary>When it begins, or now where it should have begun.</summary>
    public async Task<Ruling<Meeting>> HoldAsync(string meetingId)
    {
        var meeting = await MeetingAsync(meetingId);
        var begins = new BodyClock(Council.TimeZone).Utc(meeting.Date, meeting.Time);
        if (begins > Process.Time.GetUtcNow())
            await AdvanceToAsync(begins);
        return await ActAsync(Meetings.HoldAsync(new HoldMeeting(meetingId), Chair, NextCommand, CancellationToken.None));
    }

    public Task<Ruling<Meeting>> CloseAsync(string meetingId, string? acceptFindings = null) => ActAsync(Meetings.CloseAsync(
        new CloseMeeting(meetingId) { AcceptFindings = acceptFindings }, Clerk, NextCommand, CancellationToken.None));

    public async Task SubmitAsync(string itemId, string title, DateOnly? meeting = null, string? late = null,
        Func<DraftItem, DraftItem>? more = null)
    {
        var draft = new DraftItem(itemId, "council", title)
        {
            Access = Access.Open,
            PlannedRoute = PlannedRoute.Ends,
            OwnerId = "owner",
            MeetingDate = meeting,
            Sections = [new ItemSection(SectionKind.Statement, null, [new TextBlock($"{title} are wanted.")])],
            Recommendation = [new TextBlock("that the council takes note.")],
        };
        Accept(await Items.DraftAsync(more?.Invoke(draft) ?? draft, Clerk, NextCommand, CancellationToken.None));
        if (late is not null)
            Accept(await Items.AllowLateAsync(new AllowLate(itemId, late), Chair, NextCommand, CancellationToken.None));
        Accept(await ActAsync(Items.SubmitAsync(new SubmitItem(itemId), Clerk, NextCommand, CancellationToken.None)));
    }

    public async Task DecideAsync(string itemId, string text = "Taget til efterretning.")
    {
        Accept(await ActAsync(
            Items.RecordDecisionAsync(new RecordDecision(itemId, text), Clerk, NextCommand, CancellationToken.None)));
        Accept(await ActAsync(Items.ConfirmOutcomeAsync(new ConfirmOutcome(itemId), Clerk, NextCommand, CancellationToken.None)));
    }

    public async Task<Approval> PendingApprovalAsync(string meetingId) =>
        (await ReadAsync(session => session.ApprovalsAboutAsync(meetingId, CancellationToken.None)))
        .Where(approval => approval.State == ApprovalState.Pending).ShouldHaveSingleItem();

    public async Task ApproveAgendaAsync(string meetingId)
    {
        var approval = await PendingApprovalAsync(meetingId);
        Accept(await ActAsync(Approvals.ApproveAsync(
            new AnswerApproval(approval.Id, approval.ContentHash), Chair, NextCommand, CancellationToken.None)));
    }

    public async Task RejectAgendaAsync(string meetingId)
    {
        var approval = await PendingApprovalAsync(meetingId);
        Accept(await ActAsync(Approvals.RejectAsync(
            new AnswerApproval(approval.Id, null, "Item 1 is not ready."), Chair, NextCommand, CancellationToken.None)));
    }

    /// <summary>Everything that can happen now happens; nothing may be parked or faulted after it.</summary>
    public async Task SettleAsync()
    {
        await Process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        (await Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
        (await Process.Overview.WaitingAsync(CancellationToken.None))
            .Where(instance => instance.Status == InstanceStatus.Faulted)
            .Select(instance => $"{instance.SubjectId}: {instance.Fault}").ShouldBeEmpty();
    }

    /// <summary>Lets time pass; every deadline on the way fires at its own moment.</summary>
    public async Task AdvanceToAsync(DateTimeOffset instant)
    {
        await SettleAsync();
        while (await Process.Sweep.NextDueAsync(CancellationToken.None) is { } due && due <= instant)
        {
            if (due > Process.Time.GetUtcNow())
                Process.Time.SetUtcNow(due);
            await Process.Sweep.FireDueAsync("job", CancellationToken.None);
            await SettleAsync();
        }

        Process.Time.SetUtcNow(instant);
    }

    /// <summary>Until no more items are taken in, which is when the last minute of that day is over.</summary>
    public async Task CloseSubmissionsAsync(string meetingId) => await AdvanceToAsync(
        (await MeetingAsync(meetingId)).Plan.Single(station => station.Kind == MeetingPlan.Submission).Due + LastMinute.Grace);

    /// <summary>The morning (UTC) of the day.</summary>
    public Task AdvanceToAsync(DateOnly day) => AdvanceToAsync(new DateTimeOffset(day, new TimeOnly(8, 0), TimeSpan.Zero));

    public Task AdvanceToAsync(string day) =>
        AdvanceToAsync(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    public Task<Meeting> MeetingAsync(string id) => ReadAsync(session => session.Meetings.GetAsync(id, CancellationToken.None));

    public Task<Item> ItemAsync(string id) => ReadAsync(session => session.Items.GetAsync(id, CancellationToken.None));

    public async Task<WaitingInstance> InstanceAsync(string id) =>
        (await Process.Overview.InstanceAsync(id, CancellationToken.None)).ShouldNotBeNull();

    public async Task<IReadOnlyList<string>> StepsAsync(string id) =>
        [.. (await Process.Overview.HistoryAsync(id, CancellationToken.None)).Select(
            line => $"{line.ActivityId}:{line.Outcome}")];

    /// <summary>Kind and recipient of the letters about the subject, in the order they were decided.</summary>
    public async Task<IReadOnlyList<string>> LettersAsync(string aboutId, string kind) =>
        [.. (await Process.Overview.LettersAsync(aboutId, CancellationToken.None)).Where(line => line.Letter.Kind == kind)
            .Select(line => line.Letter.ToPersonId)];

    public async Task<IReadOnlyList<string>> ActsAsync(string subjectId) =>
        [.. (await Process.Overview.TimelineAsync(subjectId, CancellationToken.None)).Where(entry => entry.Act != "step")
            .Select(entry => entry.Act)];

    public async Task<IReadOnlyList<DeadlineInfo>> OpenDeadlinesAsync(string subjectId) =>
        [.. (await Process.Overview.OpenDeadlinesAsync(CancellationToken.None)).Where(
            deadline => deadline.SubjectId == subjectId)];

    public Task<T> ReadAsync<T>(Func<ForumSession, Task<T>> read) =>
        Process.Runtime.ReadAsync((session, _) => read(session), CancellationToken.None);

    public static T Accept<T>(Ruling<T> ruling)
    {
        ruling.Refusal.ShouldBeNull();
        return ruling.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task<Ruling<T>> ActAsync<T>(Task<Ruling<T>> act)
    {
        var ruling = await act;
        await SettleAsync();
        return ruling;
    }

    private static IEnumerable<Person> People() =>
    [
        new("chair", "Ida Mark",
            "ida@forum.invalid") { Mandates = [new Mandate("council", MandateRole.Chair) { DeputyId = "deputy" }] },
        new("clerk", "Kim Eng", "kim@forum.invalid") { Mandates = [new Mandate("council", MandateRole.Secretariat)] },
        new("deputy", "Bo Skov", "bo@forum.invalid"),
        new("leaving", "Per Holt",
            "per@forum.invalid") { Mandates = [new Mandate("council", MandateRole.Member, null, new DateOnly(2026, 3, 31))] },
        new("member", "Eva Dahl", "eva@forum.invalid") { Mandates = [new Mandate("council", MandateRole.Member)] },
        new("owner", "Pia Lund", "pia@forum.invalid"),
    ];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
