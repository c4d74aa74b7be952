using System.Globalization;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class DeadlineTests(TestDatabases databases)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, EachDatabase]
    public async Task Sweep_BeforeDue_FiresNothing_AtDue_FiresOnce(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBe(RuntimeUnderTest.Start + Hour);

        desk.Process.Time.Advance(Hour - TimeSpan.FromMilliseconds(1));
        (await desk.SweepAsync()).ShouldBe(0);
        desk.Process.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await desk.SweepAsync()).ShouldBe(1);
        (await desk.SweepAsync()).ShouldBe(0);

        var history = await desk.Process.Overview.HistoryAsync("a", CancellationToken.None);
        history.Select(line => $"{line.ActivityId}:{line.Outcome}:{line.JobId}")
            .ShouldBe(["wait:DeadlineDue:job-7", "remind:Done:"]);
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EachDatabase]
    public async Task Sweep_OnTwoHostsAtOnce_FiresEachOnce(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var one = await CaseDesk.OpenAsync(database);
        await using var other = await CaseDesk.OpenAsync(database, time: one.Process.Time);
        for (var i = 0; i < 10; i++)
            await one.BeginAsync($"case-{i}");
        one.Process.Time.Advance(Hour);

        var fired = await Task.WhenAll(one.SweepAsync(), other.SweepAsync());

        fired.Sum().ShouldBe(10);
        for (var i = 0; i < 10; i++)
            (await one.StepsAsync($"case-{i}")).ShouldBe(["wait:DeadlineDue", "remind:Done"]);
    }

    [Theory, EachDatabase]
    public async Task AddDeadline_TheSameAgain_NeitherRepeatsNorMovesIt(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        desk.Process.Time.Advance(Hour);
        await desk.SweepAsync();

        await AddAsync(desk, "again", CaseDesk.Reminder("a") with { Due = RuntimeUnderTest.Start + (2 * Hour) });
        await AddAsync(desk, "next", CaseDesk.Reminder("a", version: 2) with { Due = RuntimeUnderTest.Start + (3 * Hour) });

        var deadlines = await OfAsync(desk, "a");
        deadlines.Select(row => (row.SubjectVersion, row.Due - RuntimeUnderTest.Start, row.IsOpen))
            .ShouldBe([(1, Hour, false), (2, 3 * Hour, true)]);
    }

    [Theory, EachDatabase]
    public async Task Cancelled_NeverFires_AndSaysWhy(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await desk.ActAsync("answer 1", async session =>
        {
            await session.CancelDeadlinesAsync("a", "answered", CancellationToken.None);
            return "answered";
        });

        desk.Process.Time.Advance(2 * Hour);

        (await desk.SweepAsync()).ShouldBe(0);
        (await OfAsync(desk, "a")).ShouldHaveSingleItem().CancelReason.ShouldBe("answered");
    }

    [Theory, EachDatabase]
    public async Task EndOfAnInstance_CancelsWhatIsStillOpen(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");

        await desk.SignalAsync("stop 1", "a", "Stop");

        (await OfAsync(desk, "a")).ShouldHaveSingleItem().IsOpen.ShouldBeFalse();
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EachDatabase]
    public async Task FailingDeadline_HoldsUpNobody_FaultsItsInstance_AndFiresAfterARetry(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var broken = true;
        await using var desk = await CaseDesk.OpenAsync(
            database,
            before: CaseActivities.Fail(
                new PermanentActivityException("No such template."), context => broken && context.SubjectId == "poison"));
        await desk.BeginAsync("poison");
        await desk.BeginAsync("sound");
        desk.Process.Time.Advance(Hour);

        (await desk.SweepAsync()).ShouldBe(1);
        (await desk.InstanceAsync("poison")).Status.ShouldBe(InstanceStatus.Faulted);
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();

        broken = false;
        await desk.Process.Deliverer.RetryFaultedAsync("poison", CaseDesk.Person, CancellationToken.None);
        (await desk.SweepAsync()).ShouldBe(1);
        (await desk.StepsAsync("poison")).ShouldBe(["wait:DeadlineDue", "remind:Done"]);
    }

    /// <summary>A hundred that fail in the very group of a sound one, and in those before it.</summary>
    [Theory, EachDatabase]
    public async Task ManyFailingDeadlines_AreNotTriedOneByOneBeforeASoundOne(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        var commits = new Commits();
        var before = -1;
        await using var desk = await CaseDesk.OpenAsync(
            database,
            before: context =>
            {
                if (context.SubjectId != "sound")
                    throw new PermanentActivityException("No such template.");
                before = commits.Failures;
            },
            commits);
        for (var number = 1; number <= 100; number++)
            await desk.BeginAsync(string.Create(CultureInfo.InvariantCulture, $"poison-{number}"));
        await desk.BeginAsync("sound");
        desk.Process.Time.Advance(Hour);

        (await desk.SweepAsync()).ShouldBe(1);

        before.ShouldBeInRange(0, 10);
        commits.Failures.ShouldBe(100);
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();
    }

    /// <summary>More than are laid aside at once, sound and failing in turn: each is done in this sweep, and none twice.</summary>
    [Theory, EachDatabase]
    public async Task EveryOtherDeadlineFails_TheOthersFireInTheSameSweep(DatabaseKind kind)
    {
        const int Pairs = 100;
        await using var database = await databases.CreateAsync(kind);
        var commits = new Commits();
        await using var desk = await CaseDesk.OpenAsync(
            database,
            before: CaseActivities.Fail(
                new PermanentActivityException("No such template."),
                context => context.SubjectId.StartsWith("poison", StringComparison.Ordinal)),
            commits);
        for (var number = 1; number <= Pairs; number++)
        {
            await desk.BeginAsync(string.Create(CultureInfo.InvariantCulture, $"poison-{number}"));
            await desk.BeginAsync(string.Create(CultureInfo.InvariantCulture, $"sound-{number}"));
        }

        desk.Process.Time.Advance(Hour);

        (await desk.SweepAsync()).ShouldBe(Pairs);

        commits.Failures.ShouldBe(Pairs);
        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();
        (await desk.StepsAsync("sound-100")).ShouldBe(["wait:DeadlineDue", "remind:Done"]);
    }

    [Theory, EachDatabase]
    public async Task DeadlineNobodyWaitsFor_IsHeldAndShown_AndEndsInNoLoop(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await AddAsync(
            desk, "odd", CaseDesk.Reminder("a") with { Kind = "odd", SignalName = "Odd", Due = RuntimeUnderTest.Start });

        for (var i = 0; i < 10 && await desk.Process.Sweep.NextDueAsync(CancellationToken.None) is not null; i++)
        {
            desk.Process.Time.Advance(Hour);
            await desk.SweepAsync();
        }

        (await desk.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldBeNull();
        var held = (await desk.Process.Overview.OpenDeadlinesAsync(CancellationToken.None)).ShouldHaveSingleItem();
        held.Failure!.ShouldContain("not for 'Odd'");
        (await desk.InstanceAsync("a")).Status.ShouldBe(InstanceStatus.Waiting);
    }

    /// <summary>The hosts' own clocks may differ: one that runs ahead must not fire early.</summary>
    [Fact]
    public async Task Sweep_OfSeveralHosts_GoesByTheDatabasesClock()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var process = RuntimeUnderTest.Over(database, CaseActivities.All(), severalHosts: true);
        await using var desk = new CaseDesk(process);
        await process.Get<DefinitionStore>().LoadAsync(
            new Dictionary<string, string> { ["case.json"] = CaseActivities.Definition }, CancellationToken.None);
        var now = await process.Runtime.ReadAsync((session, _) => Task.FromResult(session.Now), CancellationToken.None);
        await desk.BeginAsync("a");
        await AddAsync(desk, "tomorrow", CaseDesk.Reminder("a", version: 2) with { Due = now.AddDays(1) });

        process.Time.SetUtcNow(now.AddDays(2));
        await desk.SweepAsync();

        (await OfAsync(desk, "a")).ShouldContain(row => row.SubjectVersion == 2 && row.IsOpen);
    }

    private static Task<Ruling<string>> AddAsync(CaseDesk desk, string commandId, DeadlineRequest request) =>
        desk.ActAsync(commandId, async session =>
        {
            await session.AddDeadlineAsync(request, CancellationToken.None);
            return "added";
        });

    private static Task<IReadOnlyList<DeadlineInfo>> OfAsync(CaseDesk desk, string id) =>
        desk.Process.Runtime.ReadAsync((session, token) => session.DeadlinesOfAsync(id, token), CancellationToken.None);

    /// <summary>How many failures were written down so far.</summary>
    private sealed class Commits : ITransactionProbe
    {
        public int Failures { get; private set; }

        public void BeforeCommit(string what)
        {
        }

        public void AfterCommit(string what) => Failures += what == "failure" ? 1 : 0;
    }
}
