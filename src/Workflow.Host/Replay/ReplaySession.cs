using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Activities.Ports;
using Workflow.Activities.Publications;
using Workflow.Activities.Replay;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Host.Import;
using Workflow.Messaging;
using Workflow.Messaging.Folder;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary>One run of a replay: the whole product, with a virtual clock and the folder of the replay as its world.</summary>
internal sealed class ReplaySession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ReplayPlan _plan;
    private readonly ReplayFolder _folder;

    private ReplaySession(ServiceProvider services, ReplayPlan plan, ReplayFolder folder) =>
        (_services, _plan, _folder) = (services, plan, folder);

    /// <param name="engine">What carries the lifecycles; null for the embedded engine.</param>
    /// <param name="transport">Takes the letters in place of the replay's folder; it must reach nobody real.</param>
    public static async Task<ReplaySession> BeginAsync(
        PaperFile file,
        ForumFiles files,
        ReplayFolder folder,
        string? database,
        ITransactionProbe? probe,
        CancellationToken cancellationToken,
        IMailTransport? transport = null,
        Func<IServiceProvider, ILifecycleEngine>? engine = null)
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        var services = Services(
            file, folder, DatabaseOptions.OnVirtualClock(database, folder.DatabaseFile), clock, probe, transport, engine);
        var session = new ReplaySession(services, new ReplayPlan(file.Paper, file.Body, file.Bodies), folder);
        await services.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        // A run that died goes on at the moment of its last act: its clock stands in its database.
        clock.AdvanceTo(await services.GetRequiredService<ForumOverview>().LatestAtAsync(cancellationToken).ConfigureAwait(false)
            ?? DateTimeOffset.UnixEpoch);
        await services.GetRequiredService<DefinitionStore>()
            .LoadAsync(files.Definitions(), cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<OutboxStore>()
            .RecoverAsync(sendingIsIdempotent: transport is null, isAlone: true, cancellationToken).ConfigureAwait(false);
        return session;
    }

    public async Task<(ReplayReport Report, IReadOnlyList<TimelineEvent> Timeline)> PlayAsync(CancellationToken cancellationToken)
    {
        var rules = _services.GetRequiredService<ForumRules>();
        var driver = new ReplayDriver(_plan, rules, Desks(), World());
        await driver.PlayAsync(cancellationToken).ConfigureAwait(false);
        var reporter = new ReplayReporter(
            _plan, rules, _services.GetRequiredService<ForumRuntime>(), _services.GetRequiredService<ForumOverview>());
        await WriteNextAsync(cancellationToken).ConfigureAwait(false);
        var timeline = await reporter.TimelineAsync(driver.Notes, cancellationToken).ConfigureAwait(false);
        _folder.Write("timeline.json", JsonSerializer.Serialize(timeline, ConsoleIo.Json) + "\n");
        var report = await reporter.ReportAsync(driver.Notes, FileOf, cancellationToken).ConfigureAwait(false);
        _folder.Finish();
        return (report, timeline);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Services(
        PaperFile file,
        ReplayFolder folder,
        RuntimeOptions runtime,
        VirtualClock clock,
        ITransactionProbe? probe,
        IMailTransport? transport,
        Func<IServiceProvider, ILifecycleEngine>? engine)
    {
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddForum(new ForumSettings
            {
                Runtime = runtime,
                Bodies = file.Bodies,
                People = People(file),
                Engine = engine,
                Messaging = new MessagingOptions
                {
                    MailFolder = folder.Mail,
                    PublicationRoot = folder.Root,
                    OnlyInvalidRecipients = true
                },
            });
        if (probe is not null)
            services.AddSingleton(probe);
        if (transport is not null)
            services.AddSingleton(transport);
        return ForumComposition.Build(services);
    }

    /// <summary>Everybody is invented: a replay writes to nobody real.</summary>
    private static PeopleRegister People(PaperFile file) => new(
        file.Bodies.All.SelectMany(body => InventedPeople.For(body, body.Id == file.Body.Id ? file.Paper : null))
            .DistinctBy(person => person.Id));

    private ReplayDesks Desks() => new(
        _services.GetRequiredService<ForumRuntime>(),
        _services.GetRequiredService<ItemDesk>(),
        _services.GetRequiredService<MeetingDesk>(),
        _services.GetRequiredService<ApprovalDesk>(),
        _services.GetRequiredService<ConsultationDesk>());

    private ReplayWorld World() => new(
        _services.GetRequiredService<VirtualClock>(),
        _services.GetRequiredService<SignalDeliverer>(),
        _services.GetRequiredService<DeadlineSweep>(),
        _services.GetRequiredService<OutboxDrain>(),
        _services.GetRequiredService<PublicationDrain>(),
        _services.GetRequiredService<ForumOverview>());

    /// <summary>The draft agendas of other meetings, as their own bodies would see them now.</summary>
    private async Task WriteNextAsync(CancellationToken cancellationToken)
    {
        var meetings = await _services.GetRequiredService<ForumRuntime>()
            .ReadAsync((session, token) => session.AllMeetingsAsync(token), cancellationToken).ConfigureAwait(false);
        foreach (var meeting in meetings.Where(meeting => meeting.Id != _plan.MeetingId))
        {
            var draft = await _services.GetRequiredService<MeetingDesk>()
                .DraftAgendaAsync(meeting.Id, Viewer.Secretariat(meeting.BodyId), cancellationToken).ConfigureAwait(false);
            if (draft.IsAccepted && draft.Value.Paper.Items.Count > 0)
                _folder.Write($"next/{meeting.Id}.html", draft.Value.Html);
        }
    }

    private string? FileOf(string messageId)
    {
        var name = FolderMailTransport.FileNameOf(messageId);
        return File.Exists(Path.Combine(_folder.Mail, name)) ? "mail/" + name : null;
    }
}
