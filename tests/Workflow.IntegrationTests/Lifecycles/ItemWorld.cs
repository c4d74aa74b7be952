using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Inbound;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Ports;
using Workflow.Activities.Publications;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Decisions;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Forums.Publications;
using Workflow.IntegrationTests.Databases;
using Workflow.Messaging.Files;
using Workflow.Messaging.Inbound;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>
/// A district council that sends items up to a county council, with the real definition files. Meetings are rows of the
/// test: what their own lifecycle does to items is done here by hand.
/// </summary>
internal sealed class ItemWorld : IAsyncDisposable
{
    public static readonly Actor Clerk = new("clerk", "Kim Eng");
    public static readonly Actor Chair = new("chair", "Ida Mark");
    public static readonly Actor Deputy = new("deputy", "Bo Skov");

    private readonly TestDatabase _database;
    private readonly RuntimeUnderTest _process;
    private int _commands;

    private ItemWorld(TestDatabase database, RuntimeUnderTest process, ForumRules rules) =>
        (_database, _process, Inbound, Desk, Approvals, Consultations, Ledgers) =
        (database, process, new InboundDesk(process.Runtime, rules, Reader), new ItemDesk(process.Runtime, rules),
        new ApprovalDesk(process.Runtime, rules),
            new ConsultationDesk(process.Runtime, rules), new ConsultationWatch(process.Runtime, rules));

    /// <summary>Asks for the word of a server.</summary>
    public static IMailReader StrictReader { get; } =
        new MailReader(new InboundLimits { AuthenticationServer = "mx.forum.invalid" }, null, new AttachmentSearch(pdf: null));

    public static IMailReader Reader { get; } = new MailReader(new InboundLimits(), null, new AttachmentSearch(pdf: null));

    public ItemDesk Desk { get; }

    public ConsultationDesk Consultations { get; }

    public TaskDesk Tasks => new(_process.Runtime);

    public ConsultationWatch Ledgers { get; }

    public InboundDesk Inbound { get; }

    /// <summary>Reads and files what lies in the mailbox.</summary>
    public async Task<int> ReceiveAsync(IMailbox mailbox)
    {
        using var drain = Drain(mailbox, Reader);
        return await drain.DrainAsync(CancellationToken.None);
    }

    public InboundDrain Drain(IMailbox mailbox, IMailReader reader) =>
        new(mailbox, reader, Inbound, NullLogger<InboundDrain>.Instance);

    /// <summary>
    /// Sends what is due; what does not arrive is told to the ledgers unless the process is to die before it can.
    /// </summary>
    public Task<int> SendAsync(IMailTransport transport, bool tellsLedgers = true) => new OutboxDrain(
        _process.Outbox, _process.Runtime, transport, _process.Time, NullLogger<OutboxDrain>.Instance,
        tellsLedgers ? Ledgers : null)
        .DrainAsync(CancellationToken.None);

    public PublicationDrain Publisher(IPublicationTarget target) =>
        new(_process.Get<PublicationStore>(), target, NullLogger<PublicationDrain>.Instance);

    public LetterDesk Letters => new(_process.Runtime);

    public ApprovalDesk Approvals { get; }

    public string NextCommand => $"command-{++_commands}";

    public static Body District { get; } = new()
    {
        Id = "district",
        Name = "Distriktsråd Øst",
        Kind = "professional",
        RefersTo = "county",
        Aliases = ["Distriktsrådet"],
    };

    public static Body County { get; } =
        new() { Id = "county", Name = "Amtsråd Øst", Kind = "political", Aliases = ["Amtsrådet"] };

    public static Body Former { get; } =
        new() { Id = "former", Name = "Lysrådet", Kind = "professional", ValidTo = new DateOnly(2025, 12, 31) };

    public FakeTimeProvider Time => _process.Time;

    public DateTimeOffset Now => _process.Time.GetUtcNow();

    public static async Task<ItemWorld> OpenAsync(
        TestDatabases databases, DatabaseKind kind, Func<Body, Body>? district = null, LetterOptions? letters = null) =>
        await OverAsync(await databases.CreateAsync(kind), district, letters);

    /// <summary>Another process on the same database, where there is one already.</summary>
    public static async Task<ItemWorld> OverAsync(
        TestDatabase database, Func<Body, Body>? district, LetterOptions? letters, ITransactionProbe? probe = null)
    {
        var rules = new ForumRules(
            new BodyRegister([district?.Invoke(District) ?? District, County, Former]), new PeopleRegister(People()),
            new LetterWriter(letters ?? new LetterOptions()));
        var process = RuntimeUnderTest.Over(database, Activities(rules), probe);
        var files = new[] { "agenda-item", "consultation", "approval", "task" }.ToDictionary(
            name => name + ".json", name => File.ReadAllText(Path.Combine(Root(), "workflows", name + ".json")));
        await process.Get<DefinitionStore>().LoadAsync(files, CancellationToken.None);
        return new ItemWorld(database, process, rules);
    }

    /// <summary>A meeting of the body on the day, planned, with its deadlines.</summary>
    public async Task<string> MeetAsync(Body body, DateOnly day)
    {
        var meeting = new Meeting
        {
            Id = Ids.Meeting(body.Id, day),
            BodyId = body.Id,
            Date = day,
            Time = new TimeOnly(12, 0),
            Plan = MeetingPlan.For(body, day),
        };
        await ActAsync(session => session.Meetings.Add(meeting));
        return meeting.Id;
    }

    public Task HoldAsync(string meetingId) => SetStateAsync(meetingId, MeetingState.Held);

    /// <summary>What a meeting does when its minutes are approved.</summary>
    public async Task PublishMinutesAsync(string meetingId)
    {
        await SetStateAsync(meetingId, MeetingState.Published);
        await ActAsync(async session =>
        {
            session.Publications.Add(new Publication
            {
                Id = "minutes." + meetingId,
                Kind = "minutes",
                AboutId = meetingId,
                Version = 1,
                Path = $"published/{meetingId}/minutes-v1.html",
                Content = "",
                ContentHash = "",
                PublishedAt = session.Now,
            });
            foreach (var treatment in await session.TreatmentsOfMeetingAsync(meetingId, CancellationToken.None))
            {
                if (treatment.Route?.Kind == Forums.Routing.RouteKind.Ended)
                    session.Raise(treatment.ItemId, new Signal("MinutesApproved"));
            }
        });
    }

    public Task SetStateAsync(string meetingId, MeetingState state) => ActAsync(async session =>
        session.Meetings.Update(await session.Meetings.GetAsync(meetingId, CancellationToken.None) with { State = state }));

    public Task RaiseAsync(string itemId, string signal) => ActAsync(session => session.Raise(itemId, new Signal(signal)));

    /// <summary>Twice, so that neither is delivered at once: both wait, and what comes next comes after them.</summary>
    public async Task RaiseForLaterAsync(string itemId, string signal) => Accept(await _process.Runtime.ExecuteAsync<string>(
        new CommandEnvelope(NextCommand, "arrange", Clerk),
        (session, _) =>
        {
            session.Raise(itemId, new Signal(signal));
            session.Raise(itemId, new Signal(signal));
            return Task.FromResult<Ruling<string>>("done");
        },
        CancellationToken.None));

    /// <summary>Drafted and handed in, for the named meeting.</summary>
    public async Task<ItemOverview> SubmitAsync(DraftItem draft)
    {
        Accept(await Desk.DraftAsync(draft, Clerk, NextCommand, CancellationToken.None));
        Accept(await Desk.SubmitAsync(new SubmitItem(draft.ItemId), Clerk, NextCommand, CancellationToken.None));
        return await LookAsync(draft.ItemId);
    }

    /// <summary>Recorded as worded, and confirmed as the classifier proposed.</summary>
    public async Task<ItemOverview> DecideAsync(string itemId, string text, DecisionOutcome expected)
    {
        var proposed = Accept(
            await Desk.RecordDecisionAsync(new RecordDecision(itemId, text), Clerk, NextCommand, CancellationToken.None));
        proposed.Kind.ShouldBe(expected);
        Accept(await Desk.ConfirmOutcomeAsync(new ConfirmOutcome(itemId), Clerk, NextCommand, CancellationToken.None));
        return await LookAsync(itemId);
    }

    public async Task<ItemOverview> WithdrawAsync(string itemId)
    {
        Accept(await Desk.WithdrawAsync(
            new WithdrawItem(itemId, "Ikke længere aktuelt."), Clerk, NextCommand, CancellationToken.None));
        return await LookAsync(itemId);
    }

    /// <summary>After everything under way has been delivered; fails where anything is parked.</summary>
    public async Task<ItemOverview> LookAsync(string itemId)
    {
        await _process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        (await _process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
        return (await Desk.OverviewAsync(itemId, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>
    /// Until the end of the local day that comes so many calendar days from now; everything due on the way fires.
    /// </summary>
    public async Task WaitDaysAsync(int days)
    {
        for (var hour = 0; hour < days * 24; hour += 6)
        {
            _process.Time.Advance(TimeSpan.FromHours(6));
            await _process.Sweep.FireDueAsync("job", CancellationToken.None);
        }

        (await _process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    public async Task<IReadOnlyList<string>> StepsAsync(string itemId) =>
        [.. (await _process.Overview.HistoryAsync(itemId, CancellationToken.None)).Select(
            line => $"{line.ActivityId}:{line.Outcome}")];

    public async Task<WaitingInstance> InstanceAsync(string itemId) =>
        (await _process.Overview.InstanceAsync(itemId, CancellationToken.None)).ShouldNotBeNull();

    public Task<IReadOnlyList<LetterLine>> LettersAsync(string? aboutId) =>
        _process.Overview.LettersAsync(aboutId, CancellationToken.None);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string itemId) =>
        _process.Overview.TimelineAsync(itemId, CancellationToken.None);

    public async Task<IReadOnlyList<DeadlineInfo>> OpenDeadlinesAsync(string itemId) =>
        [.. (await _process.Overview.OpenDeadlinesAsync(CancellationToken.None)).Where(deadline => deadline.SubjectId == itemId)];

    /// <summary>Signals that reached nobody: here, those for meetings, whose lifecycle these tests leave out.</summary>
    public async Task<IReadOnlyList<string>> UndeliverableAsync()
    {
        await _process.Deliverer.DeliverPendingAsync(CancellationToken.None);
        var parked = await _process.Overview.ParkedSignalsAsync(CancellationToken.None);
        return [.. parked.Select(signal => $"{signal.Signal}>{signal.SubjectId}")];
    }

    public Task<T> ReadAsync<T>(Func<ForumSession, Task<T>> read) =>
        _process.Runtime.ReadAsync((session, _) => read(session), CancellationToken.None);

    public static T Accept<T>(Ruling<T> ruling)
    {
        ruling.Refusal.ShouldBeNull();
        return ruling.Value;
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DraftItem Lamps(DateOnly? meeting, PlannedRoute plan = PlannedRoute.Ends) =>
        new("lamps", "district", "Lamper i parken")
        {
            Access = Access.Open,
            PlannedRoute = plan,
            OwnerId = "owner",
            CaseNumber = "26-114",
            DocumentNumber = "7001",
            MeetingDate = meeting,
            Sections =
            [
                new ItemSection(SectionKind.Statement, null, [new TextBlock("Parken er mørk om aftenen.")]),
                new ItemSection(
                    SectionKind.Economy, null, [new TextBlock("Sagen har ingen udgifter, der kræver særskilt stillingtagen.")]),
            ],
            Recommendation = [new TextBlock("Det indstilles, at distriktsrådet tager planen til efterretning.")],
            Attachments = [new ItemAttachment("Lampeplan.pdf", "7002", "26-114")],
        };

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task ActAsync(Action<ForumSession> act) => ActAsync(session =>
    {
        act(session);
        return Task.CompletedTask;
    });

    /// <summary>Something that no use case does, in a transaction of its own.</summary>
    public async Task ActAsync(Func<ForumSession, Task> act)
    {
        Accept(await _process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope(NextCommand, "arrange", Clerk),
            async (session, _) =>
            {
                await act(session);
                return "done";
            },
            CancellationToken.None));
        await _process.Deliverer.DeliverPendingAsync(CancellationToken.None);
    }

    private static IEnumerable<IActivityType> Activities(ForumRules rules) =>
    [
        .. ItemActivities.All(rules),
        .. ConsultationActivities.All(rules),
        .. ApprovalActivities.All(rules),
        .. TaskActivities.All(rules),
    ];

    private static IEnumerable<Person> People() =>
    [
        new("owner", "Pia Lund", "pia@forum.invalid"),
        new("clerk", "Kim Eng", "kim@forum.invalid")
        {
            Mandates = [new Mandate("district", MandateRole.Secretariat), new Mandate("county", MandateRole.Secretariat)],
        },
        new("chair", "Ida Mark",
            "ida@forum.invalid") { Mandates = [new Mandate("district", MandateRole.Chair) { DeputyId = "deputy" }] },
        new("deputy", "Bo Skov", "bo@forum.invalid"),
    ];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
