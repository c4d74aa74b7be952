using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Activities;
using Workflow.Activities.Approvals;
using Workflow.Activities.Consultations;
using Workflow.Activities.Items;
using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Activities.Ports;
using Workflow.Activities.Publications;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Runtime;

namespace Workflow.Simulation.World;

/// <summary>What outlives a process: the database and everything outside the program.</summary>
internal sealed record Surroundings(
    SimulationDatabase Database, Cast Cast, PostOffice Mail, PrintShop Pages, FaultPlan Faults, Random Jitter);

/// <summary>One process of the product, whole: it is thrown away when it dies, and another begins on the same database.</summary>
internal sealed class ForumProcess : IAsyncDisposable
{
    /// <summary>The same in every process: templates are read once.</summary>
    private static readonly LetterWriter Letters = new(new LetterOptions());

    private readonly ServiceProvider _services;

    private ForumProcess(ServiceProvider services)
    {
        // Each is asked for once: a container that is asked again compiles its answer, and processes die young here.
        _services = services;
        Items = Get<ItemDesk>();
        Meetings = Get<MeetingDesk>();
        Approvals = Get<ApprovalDesk>();
        Consultations = Get<ConsultationDesk>();
        Tasks = Get<TaskDesk>();
        Deliverer = Get<SignalDeliverer>();
        Sweep = Get<DeadlineSweep>();
        Outbox = Get<OutboxDrain>();
        Publications = Get<PublicationDrain>();
        Verifier = Get<AuditVerifier>();
        Duties = Get<DutyWatch>();
        Ledgers = Get<ConsultationWatch>();
    }

    public ItemDesk Items { get; }

    public MeetingDesk Meetings { get; }

    public ApprovalDesk Approvals { get; }

    public ConsultationDesk Consultations { get; }

    public TaskDesk Tasks { get; }

    public SignalDeliverer Deliverer { get; }

    public DeadlineSweep Sweep { get; }

    public OutboxDrain Outbox { get; }

    public PublicationDrain Publications { get; }

    public AuditVerifier Verifier { get; }

    public DutyWatch Duties { get; }

    public ConsultationWatch Ledgers { get; }

    /// <summary>With what <c>serve</c> does on start. A fault may kill it at once: then the next one begins.</summary>
    public static async Task<ForumProcess> StartAsync(Surroundings around, TimeProvider clock)
    {
        var process = new ForumProcess(Build(around, clock));
        try
        {
            await process.Get<DefinitionStore>()
                .LoadAsync(SimulationFiles.Definitions, CancellationToken.None).ConfigureAwait(false);
            await process.Outbox.RecoverAsync(CancellationToken.None).ConfigureAwait(false);
            return process;
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(Surroundings around, TimeProvider clock) => new ServiceCollection()
        .AddSingleton(clock)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(around.Cast.Bodies)
        .AddSingleton(around.Cast.People)
        .AddSingleton(Letters)
        .AddSingleton<ForumRules>()
        .AddSingleton<IMailTransport>(around.Mail)
        .AddSingleton<IPublicationTarget>(around.Pages)
        .AddSingleton<ITransactionProbe>(around.Faults)
        .AddForumActivities()
        .AddForumDrains()
        .AddForumRuntime(new RuntimeOptions
        {
            Database = around.Database.Kind,
            ConnectionString = around.Database.ConnectionString,
            Jitter = around.Jitter,
            // The database's clock counts, and that is the world's.
            SeveralHosts = around.Database.Kind == DatabaseKind.Postgres,
            DatabaseClockKept = TimeSpan.Zero,
            // On SQLite nobody else is at the file; on PostgreSQL the other host is.
            RetryPause = around.Database.Kind == DatabaseKind.Sqlite ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1),
        })
        .BuildServiceProvider();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
