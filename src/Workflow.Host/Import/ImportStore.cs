using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Activities.Items;
using Workflow.Activities.Meetings;
using Workflow.Activities.Replay;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.Host.Commands;
using Workflow.Host.Composition;
using Workflow.Messaging;
using Workflow.Runtime;

namespace Workflow.Host.Import;

/// <summary>Takes a coming meeting and its items into the database of the service.</summary>
internal static class ImportStore
{
    public static async Task SaveAsync(PaperFile file, ForumFiles files, string? database, CancellationToken cancellationToken)
    {
        if (file.Paper.Date is null)
            throw new CommandRefusedException(new Refusal("no-date", HostTexts.NoDate(file.Paper.Body)));
        Directory.CreateDirectory(ServeDefaults.DataFolder);
        await using var services = Services(file, files, database);
        await services.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<DefinitionStore>().LoadAsync(files.Definitions(), cancellationToken).ConfigureAwait(false);
        var plan = new ReplayPlan(file.Paper, file.Body, file.Bodies);
        var known = await services.GetRequiredService<ForumRuntime>()
            .ReadAsync((session, token) => session.Meetings.FindAsync(plan.MeetingId, token), cancellationToken).ConfigureAwait(false);
        if (known is not null)
            throw new CommandRefusedException(new Refusal("already-imported", HostTexts.Format("AlreadyImported", plan.MeetingId)));
        await SaveAsync(services, plan, cancellationToken).ConfigureAwait(false);
        ConsoleIo.Say(HostTexts.Format("Imported", plan.MeetingId, plan.Items.Count));
    }

    /// <summary>Items first: they wait for the meeting, so an import that dies half-way has taken in nothing that is called.</summary>
    private static async Task SaveAsync(ServiceProvider services, ReplayPlan plan, CancellationToken cancellationToken)
    {
        var items = services.GetRequiredService<ItemDesk>();
        foreach (var item in plan.Items)
            Require(await items.DraftAsync(item.Draft, Actor.System, "import/" + item.Draft.ItemId, cancellationToken).ConfigureAwait(false));
        Require(await services.GetRequiredService<MeetingDesk>().PlanAsync(
            new PlanMeeting(plan.MeetingId, plan.Body.Id, plan.Date, plan.Time) { Place = plan.Paper.Place, Participants = plan.Paper.Participants },
            Actor.System, "import/" + plan.MeetingId, cancellationToken).ConfigureAwait(false));
        await services.GetRequiredService<SignalDeliverer>().DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ServiceProvider Services(PaperFile file, ForumFiles files, string? database) => ForumComposition.Build(new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddForum(new ForumSettings
        {
            Runtime = DatabaseOptions.From(database, ServeDefaults.DatabaseFile),
            Bodies = file.Bodies,
            People = files.People(),
            Messaging = new MessagingOptions { MailFolder = ServeDefaults.MailFolder, PublicationRoot = ServeDefaults.DataFolder },
        }));

    private static void Require<T>(Ruling<T> ruling)
    {
        if (!ruling.IsAccepted)
            throw new CommandRefusedException(ruling.Refusal);
    }
}
