using System.Globalization;
using Shouldly;
using Workflow.Runtime;
using Workflow.Simulation.Run;
using Xunit;

namespace Workflow.IntegrationTests.Simulation;

/// <summary>
/// Invented months of a few bodies, with faults at every seam; what must always hold is checked after every step. As many
/// seeds as fit into WORKFLOW_SIMULATION_SECONDS (60), from WORKFLOW_SIMULATION_SEED (1) on, and never fewer than the minimum. Two
/// thirds of the time are SQLite's, where a seed is the whole run; on PostgreSQL two hosts work at once.
/// </summary>
public sealed class SimulationTests
{
    private const int Fewest = 8;
    private const int FewestOnPostgres = 2;

    private static TimeSpan Time => TimeSpan.FromSeconds(Setting("WORKFLOW_SIMULATION_SECONDS", 60));

    [Fact]
    public async Task Play_SeedAfterSeed_EverythingHolds()
    {
        var results = await SimulationSuite.PlayAsync(
            DatabaseKind.Sqlite, Setting("WORKFLOW_SIMULATION_SEED", 1), Fewest, Time * 2 / 3, days: 90);
        results.Select(result => result.Failure).OfType<string>().ShouldBeEmpty();
        results.Count.ShouldBeGreaterThanOrEqualTo(Fewest);
        // A world in which nothing happens, or nothing breaks, proves nothing.
        results.Sum(result => result.Commits).ShouldBeGreaterThan(Fewest * 500);
        results.Sum(result => result.Letters).ShouldBeGreaterThan(Fewest * 100);
        results.Sum(result => result.Deaths).ShouldBeGreaterThan(0);
        results.Sum(result => result.DeathsOnTheWay).ShouldBeGreaterThan(0);
        results.Sum(result => result.Breaks).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Play_TwoHostsOnPostgresWithWrongClocks_EverythingHolds()
    {
        if (!SimulationSuite.HasPostgres && Environment.GetEnvironmentVariable("WORKFLOW_REQUIRE_POSTGRES") != "1")
            Assert.Skip("No PostgreSQL on this machine (initdb not found).");
        var results = await SimulationSuite.PlayAsync(
            DatabaseKind.Postgres, Setting("WORKFLOW_SIMULATION_SEED", 1), FewestOnPostgres, Time / 3, days: 40);
        results.Select(result => result.Failure).OfType<string>().ShouldBeEmpty();
        results.Count.ShouldBeGreaterThanOrEqualTo(FewestOnPostgres);
    }

    [Fact]
    public async Task Play_TheSameSeedTwice_EverythingIsTheSameAgain()
    {
        var first = await SimulationSuite.PlayAsync(DatabaseKind.Sqlite, first: 7, atLeast: 1, TimeSpan.Zero, days: 30);
        var second = await SimulationSuite.PlayAsync(DatabaseKind.Sqlite, first: 7, atLeast: 1, TimeSpan.Zero, days: 30);
        var other = await SimulationSuite.PlayAsync(DatabaseKind.Sqlite, first: 8, atLeast: 1, TimeSpan.Zero, days: 30);
        second[0].ShouldBe(first[0]);
        other[0].Trace.ShouldNotBe(first[0].Trace);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } set
            ? int.Parse(set, CultureInfo.InvariantCulture)
            : otherwise;
}
