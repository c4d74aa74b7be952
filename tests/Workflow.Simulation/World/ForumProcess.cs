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
    private readonly ServiceProvider _services;

    private ForumProcess(ServiceProvider services) => _services = services;

    public ItemDesk Items => Get<ItemDesk>();

    public MeetingDesk Meetings => Get<MeetingDesk>();

    public ApprovalDesk Approvals => Get<ApprovalDesk>();

    public ConsultationDesk Consultations => Get<ConsultationDesk>();

    public TaskDesk Tasks => Get<TaskDesk>();

    public SignalDeliverer Deliverer => Get<SignalDeliverer>();

    public DeadlineSweep Sweep => Get<DeadlineSweep>();

    public OutboxDrain Outbox => Get<OutboxDrain>();

    public PublicationDrain Publications => Get<PublicationDrain>();

    public AuditVerifier Verifier => Get<AuditVerifier>();

    /// <summary>With what <c>serve</c> does on start. A fault may kill it at once: then the next one begins.</summary>
    public static async Task<ForumProcess> StartAsync(Surroundings around, TimeProvider clock)
    {
        var process = new ForumProcess(Build(around, clock));
        try
        {
            await process.Get<DefinitionStore>().LoadAsync(SimulationFiles.Definitions, CancellationToken.None).ConfigureAwait(false);
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
        .AddSingleton(new LetterWriter(new LetterOptions()))
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
        })
        .BuildServiceProvider();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
