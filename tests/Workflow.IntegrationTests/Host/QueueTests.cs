using Hangfire;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Workflow.Activities.Meetings;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Host.Serve;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class QueueTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhileMailHangs_DeadlinesFire()
    {
        var transport = new HangingTransport();
        await using var app = await BuildAsync(transport);
        await app.StartAsync(Token);
        var desk = app.Services.GetRequiredService<MeetingDesk>();
        var runtime = app.Services.GetRequiredService<ForumRuntime>();
        await PlanAsync(desk, "m.first", HostFolder.Day(30));
        await transport.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);

        // More letters, and so more mail jobs, than there are workers for them.
        foreach (var id in new[] { "m.1", "m.2", "m.3" })
            await PlanAsync(desk, id, HostFolder.Day(60));
        foreach (var approval in new[] { "approval.agenda.m.1.1", "approval.agenda.m.2.1", "approval.agenda.m.3.1" })
        {
            await UntilAsync(runtime, approval, rows => rows.Any(row => row.IsOpen));
            Bring(approval);
            await UntilAsync(runtime, approval, rows => rows.Any(row => row.FiredAt is not null));
        }

        transport.Sent.ShouldBe(0);
        transport.Release.SetResult();
        await app.StopAsync(Token);
    }

    [Fact]
    public void AJobThatWaits_IsNotEnqueuedAgain()
    {
        using var storage = new InMemoryStorage();
        var queue = new JobQueue(storage, new BackgroundJobClient(storage));

        for (var i = 0; i < 50; i++)
        {
            queue.Enqueue<DeadlineJob>(Queues.Deadlines, job => job.RunAsync(null, CancellationToken.None));
            queue.Enqueue<MailJob>(Queues.Mail, job => job.RunAsync(CancellationToken.None));
        }

        storage.GetMonitoringApi().EnqueuedCount(Queues.Deadlines).ShouldBe(1);
        storage.GetMonitoringApi().EnqueuedCount(Queues.Mail).ShouldBe(1);
    }

    /// <summary>Else a host that works on nothing stays behind the balancer as long as another one lives.</summary>
    [Fact]
    public async Task Readiness_CountsTheServersOfThisProcessAlone()
    {
        using var storage = new InMemoryStorage();
        var health = new JobStoreHealth(storage);
        Announce(storage, queue => $"{Environment.MachineName}-{queue}:4711:other");
        Announce(storage, queue => $"another-{queue}:4711:other");

        (await health.CheckHealthAsync(new HealthCheckContext(), Token)).ShouldSatisfyAllConditions(
            ready => ready.Status.ShouldBe(HealthStatus.Degraded), ready => ready.Description!.ShouldContain(Queues.Deadlines));

        Announce(storage, queue => $"{ServeJobs.ServerName(queue)}:4711:own");
        (await health.CheckHealthAsync(new HealthCheckContext(), Token)).Status.ShouldBe(HealthStatus.Healthy);
    }

    private static void Announce(JobStorage storage, Func<string, string> name)
    {
        using var connection = storage.GetConnection();
        foreach (var (queue, workers) in Queues.Workers)
            connection.AnnounceServer(name(queue), new Hangfire.Server.ServerContext { Queues = [queue], WorkerCount = workers });
    }

    private Task<WebApplication> BuildAsync(IMailTransport transport)
    {
        var files = new ForumFiles(
            null, new DirectoryInfo(Path.Combine(_folder.Root, "workflows")),
            new FileInfo(Path.Combine(_folder.Root, "people.json")));
        return ServeApplication.BuildAsync(
            new ServeRequest(files, null, Demo: false, "http://127.0.0.1:0")
            {
                Options = new ServeOptions { DataFolder = Path.Combine(_folder.Root, "data") },
                Also = services => services.AddSingleton(transport),
            },
            Token);
    }

    private static async Task PlanAsync(MeetingDesk desk, string id, DateOnly day) => (await desk.PlanAsync(
        new PlanMeeting(id, "council", day, new TimeOnly(9, 0)), Actor.System, "plan " + id, Token)).IsAccepted.ShouldBeTrue();

    private static async Task UntilAsync(ForumRuntime runtime, string id, Func<IReadOnlyList<DeadlineInfo>, bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!isSo(await runtime.ReadAsync((session, token) => session.DeadlinesOfAsync(id, token), patience.Token)))
            await Task.Delay(50, patience.Token);
    }

    /// <summary>Brings the first rung of the ladder near, as if its day had come.</summary>
    private void Bring(string subject)
    {
        using var connection = new SqliteConnection("Data Source=" + _folder.DatabaseFile);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "update deadlines set due = $due, next_try = $due where id = (select min(id) from deadlines where subject_id = $subject and next_try is not null)";
        command.Parameters.AddWithValue("$due", TimeProvider.System.GetUtcNow().AddSeconds(1).UtcTicks);
        command.Parameters.AddWithValue("$subject", subject);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>A server that takes the connection and says nothing more.</summary>
    private sealed class HangingTransport : IMailTransport
    {
        private int _sent;

        public TaskCompletionSource Hanging { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public int Sent => Volatile.Read(ref _sent);

        public bool IsIdempotent => true;

        public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
        {
            Hanging.TrySetResult();
            await Release.Task;
            Interlocked.Increment(ref _sent);
            return new DeliveryResult.Sent("done");
        }
    }
}
