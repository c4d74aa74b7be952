using Workflow.Activities.Replay;
using Workflow.Forums;
using Workflow.Forums.People;
using Workflow.Host.Commands;
using Workflow.Host.Composition;
using Workflow.Host.Serve;
using Workflow.Runtime;

namespace Workflow.Host.Import;

/// <summary>Takes a coming meeting and its items into the database of the service.</summary>
internal static class ImportStore
{
    public static async Task SaveAsync(PaperFile file, ForumFiles files, string? database, CancellationToken cancellationToken)
    {
        if (file.Paper.Date is null)
            throw new CommandRefusedException(new Refusal("no-date", HostTexts.NoDate(file.Paper.Body)));
        var settings = ServiceSettings.Read();
        Directory.CreateDirectory(settings.DataFolder);
        await using var services = CommandServices.Build(
            settings, settings.Runtime(database), file.Bodies, files.People(file.Bodies));
        await services.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<DefinitionStore>()
            .LoadAsync(files.Definitions(), cancellationToken).ConfigureAwait(false);
        var plan = new ReplayPlan(file.Paper, file.Body, file.Bodies);
        var known = await services.GetRequiredService<ForumRuntime>()
            .ReadAsync(
                (session, token) => session.Meetings.FindAsync(plan.MeetingId, token), cancellationToken).ConfigureAwait(false);
        if (known is not null)
            throw new CommandRefusedException(
                new Refusal("already-imported", HostTexts.Format("AlreadyImported", plan.MeetingId)));
        var taken = await services.GetRequiredService<ImportDesk>()
            .TakeInAsync(plan, Actor.System, cancellationToken).ConfigureAwait(false);
        if (taken.Refusal is { } refusal)
            throw new CommandRefusedException(refusal);
        // What is taken in is durable; should we die here, serve delivers the rest.
        await services.GetRequiredService<SignalDeliverer>().DeliverPendingAsync(cancellationToken).ConfigureAwait(false);
        ConsoleIo.Say(HostTexts.Format("Imported", plan.MeetingId, plan.Items.Count));
    }
}
