using System.Data.Common;
using Hangfire;
using Workflow.Forums;
using Workflow.Runtime;

namespace Workflow.Host.Serve;

/// <summary>
/// What must be in order before the first request: database, definitions, letters that a dead process was sending.
/// </summary>
internal static class ServeStart
{
    private const int MaxTries = 5;

    /// <summary>The service does not start with a broken definition: all mistakes are told, and nothing has begun.</summary>
    /// <exception cref="CommandRefusedException">The database is away.</exception>
    public static async Task PrepareAsync(IServiceProvider services, ServeRequest request, CancellationToken cancellationToken)
    {
        await SchemasAsync(services, cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<DefinitionStore>()
            .LoadAsync(request.Files.Definitions(), cancellationToken).ConfigureAwait(false);
        var transport = services.GetRequiredService<Activities.Ports.IMailTransport>();
        await services.GetRequiredService<OutboxStore>()
            .RecoverOnStartAsync(transport.IsIdempotent, cancellationToken).ConfigureAwait(false);
        if (request.WantsSamples)
            await Samples.LoadAsync(services, request.Files, cancellationToken).ConfigureAwait(false);
        services.GetRequiredService<RecurringJobs>().Write();
        // The file of people may be another than before: whose mandate has ended meanwhile owes nothing any more.
        services.GetRequiredService<IBackgroundJobClient>().Enqueue<DutyJob>(job => job.RunAsync(CancellationToken.None));
    }

    /// <summary>
    /// Hosts that start together on an empty database meet while they make its tables: who comes second tries again.
    /// </summary>
    private static async Task SchemasAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await services.GetRequiredService<ForumDatabase>().MigrateAsync(cancellationToken).ConfigureAwait(false);
                services.GetRequiredService<JobStorage>().GetConnection().Dispose();
                return;
            }
            catch (Exception exception) when (IsAway(exception))
            {
                throw new CommandRefusedException(
                    new Refusal("no-database", HostTexts.Format(
                        "DatabaseAway", HostTexts.Get("DatabaseUnreachable"), exception.GetBaseException().Message)));
            }
            catch (Exception exception) when (exception.GetBaseException() is DbException && attempt < MaxTries)
            {
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Random.Shared.Next(200, 500 * attempt)), TimeProvider.System, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Without a state of SQL nothing was answered at all; else it is closed to us, or just starting or stopping.
    /// </summary>
    private static bool IsAway(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is DbException { SqlState: { } state })
                return state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("28", StringComparison.Ordinal)
                    || state.StartsWith("57P", StringComparison.Ordinal);
            if (inner is System.Net.Sockets.SocketException)
                return true;
        }

        return false;
    }
}
