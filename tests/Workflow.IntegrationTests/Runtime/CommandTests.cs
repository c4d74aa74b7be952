using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class CommandTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Execute_WhenRefused_LeavesNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var before = await database.CountRowsAsync();

        var ruling = await desk.ActAsync("refuse 1", async session =>
        {
            session.Items.Add(CaseDesk.Item("a"));
            session.Start("case", "a", null);
            session.Audit("a", "begun", "The case was begun.");
            await session.AddDeadlineAsync(CaseDesk.Reminder("a"), CancellationToken.None);
            await session.AddLetterAsync(CaseActivities.Letter("a", 1), CancellationToken.None);
            return new Refusal("too-late", "The case closed on 3 May.");
        });

        ruling.Refusal!.Code.ShouldBe("too-late");
        (await database.CountRowsAsync()).ShouldBe(before);
    }

    [Theory, EachDatabase]
    public async Task Execute_SameCommandAgain_GivesTheFirstResultAndDoesNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        (await desk.BeginAsync("a")).Value.ShouldBe("a");
        var before = await database.CountRowsAsync();

        (await desk.BeginAsync("a")).Value.ShouldBe("a");

        (await database.CountRowsAsync()).ShouldBe(before);
    }

    [Theory, EachDatabase]
    public async Task Execute_IdOfAnotherCommand_IsRefused(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        var ruling = await desk.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope("begin a", "withdraw", CaseDesk.Person), (_, _) => throw new InvalidOperationException(),
            CancellationToken.None);

        ruling.Refusal!.Code.ShouldBe("command-id-reused");
    }

    [Theory, EachDatabase]
    public async Task Execute_OneSignal_IsDeliveredInTheSameTransaction(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var probe = new CountingProbe();
        await using var desk = await CaseDesk.OpenAsync(database, probe: probe);
        await desk.BeginAsync("a");
        var commits = probe.Commits;

        await desk.SignalAsync("go 1", "a", "Go");

        (probe.Commits - commits).ShouldBe(1);
        (await desk.StepsAsync("a")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.DeliverAsync()).ShouldBe(0);
    }

    [Theory, EachDatabase]
    public async Task Execute_WhenTheStepItSetsOffFails_TheActStands(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(
            database, before: _ => throw new FormatException("A mistake in an activity."));
        await desk.BeginAsync("a");

        var ruling = await desk.SignalAsync("go 1", "a", "Go");
        await desk.DeliverAsync();

        ruling.IsAccepted.ShouldBeTrue();
        (await desk.StepsAsync("a")).ShouldBeEmpty();
        (await desk.InstanceAsync("a")).Fault.ShouldBe("A mistake in an activity.");
    }

    [Theory, EachDatabase]
    public async Task Execute_ThatAuditsNothingItself_IsStillInTheAuditTrail(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        await desk.SignalAsync("go 1", "a", "Go");

        var timeline = await desk.Process.Overview.TimelineAsync("a", CancellationToken.None);
        timeline.ShouldContain(entry => entry.Act == "go" && entry.ActorId == "person");
    }

    [Theory, EachDatabase]
    public async Task Execute_TwoHostsChangingOneItem_LoseNoUpdate(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var one = await CaseDesk.OpenAsync(database);
        await using var other = await CaseDesk.OpenAsync(database);
        await one.BeginAsync("a");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RaiseVersionAsync(i % 2 == 0 ? one : other, i)));

        var item = await one.Process.Runtime.ReadAsync(
            (session, token) => session.Items.GetAsync("a", token), CancellationToken.None);
        item.TextVersion.ShouldBe(21);
    }

    [Theory, EachDatabase]
    public async Task Read_ThatChangesSomething_IsAFaultAndWritesNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var before = await database.CountRowsAsync();

        await Should.ThrowAsync<StoredDataException>(() => desk.Process.Runtime.ReadAsync(
            async (session, token) =>
            {
                session.Items.Add(CaseDesk.Item("a"));
                return await session.TreatmentsOfItemAsync("a", token);
            },
            CancellationToken.None));

        (await database.CountRowsAsync()).ShouldBe(before);
    }

    [Theory, EachDatabase]
    public async Task Execute_ThatAddsWhatIsThere_EndsInATypedFault(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        await Should.ThrowAsync<DatabaseConflictException>(() => desk.ActAsync("again 1", session =>
        {
            session.Start("case", "a", null);
            return Task.FromResult<Ruling<string>>("a");
        }));
    }

    [Theory, EachDatabase]
    public async Task Read_WhileAnotherHostWrites_NeitherHoldsItUpNorSeesIt(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var reader = await CaseDesk.OpenAsync(database);
        await using var writer = await CaseDesk.OpenAsync(database);

        var seen = await reader.Process.Runtime.ReadAsync(
            async (session, token) =>
            {
                var before = await session.Items.FindAsync("a", token);
                await writer.BeginAsync("a");
                return (before, after: await session.Items.FindAsync("a", token));
            },
            CancellationToken.None);

        seen.ShouldBe((null, null));
        (await reader.StepsAsync("a")).ShouldBeEmpty();
        (await reader.InstanceAsync("a")).ActivityId.ShouldBe("wait");
    }

    private static Task<Ruling<string>> RaiseVersionAsync(CaseDesk desk, int number) =>
        desk.ActAsync($"edit {number}", async session =>
        {
            var item = await session.Items.GetAsync("a", CancellationToken.None);
            session.Items.Update(item with { TextVersion = item.TextVersion + 1 });
            return "edited";
        });
}
