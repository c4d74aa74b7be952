using Microsoft.Extensions.Time.Testing;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>The use cases of the test lifecycle, over one process's worth of runtime.</summary>
internal sealed class CaseDesk(RuntimeUnderTest process) : IAsyncDisposable
{
    public static readonly Actor Person = new("person", "Kim Eng");

    public RuntimeUnderTest Process => process;

    public static async Task<CaseDesk> OpenAsync(
        TestDatabase database,
        Action<ActivityContext>? before = null,
        ITransactionProbe? probe = null,
        FakeTimeProvider? time = null,
        bool onEmbedded = false)
    {
        var process = RuntimeUnderTest.Over(database, CaseActivities.All(before), probe, time, onEmbedded: onEmbedded);
        try
        {
            var files = new Dictionary<string, string> { ["case.json"] = CaseActivities.Definition };
            await process.Get<DefinitionStore>().LoadAsync(files, CancellationToken.None);
            return new CaseDesk(process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public static Item Item(string id) => new() { Id = id, Title = "Lamps in the park", OriginBodyId = "council" };

    /// <summary>Begins a case with a reminder after one hour.</summary>
    public Task<Ruling<string>> BeginAsync(string id, string? parent = null) => ActAsync($"begin {id}", async session =>
    {
        session.Items.Add(Item(id));
        session.Audit(id, "begun", "The case was begun.");
        session.Start("case", id, parent);
        await session.AddDeadlineAsync(Reminder(id), CancellationToken.None);
        return id;
    });

    public Task<Ruling<string>> SignalAsync(string commandId, string id, string signal) => ActAsync(commandId, session =>
    {
        session.Raise(id, new Signal(signal));
        return Task.FromResult<Ruling<string>>(signal);
    });

    public Task<Ruling<string>> ActAsync(string commandId, Func<ForumSession, Task<Ruling<string>>> act) =>
        process.Runtime.ExecuteAsync(
            new CommandEnvelope(commandId, commandId.Split(' ')[0], Person), (session, _) => act(session),
            CancellationToken.None);

    public static DeadlineRequest Reminder(string id, int version = 1) =>
        new(id, "answer", "reminder", version, RuntimeUnderTest.Start.AddHours(1), "DeadlineDue");

    public Task<int> DeliverAsync() => process.Deliverer.DeliverPendingAsync(CancellationToken.None);

    public Task<int> SweepAsync() => process.Sweep.FireDueAsync("job-7", CancellationToken.None);

    public async Task<IReadOnlyList<string>> StepsAsync(string id) =>
        [.. (await process.Overview.HistoryAsync(id, CancellationToken.None)).Select(
            line => $"{line.ActivityId}:{line.Outcome}")];

    public async Task<WaitingInstance> InstanceAsync(string id) =>
        await process.Overview.InstanceAsync(id, CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no instance '{id}'.");

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
