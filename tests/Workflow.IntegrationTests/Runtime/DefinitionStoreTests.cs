using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class DefinitionStoreTests(TestDatabases databases)
{
    private static readonly string Second = CaseActivities.Definition
        .Replace("case-v1", "case-v2", StringComparison.Ordinal)
        .Replace("\"name\": \"Case\", \"version\": 1", "\"name\": \"Case\", \"version\": 2", StringComparison.Ordinal)
        .Replace("\"note\"", "\"memo\"", StringComparison.Ordinal);

    [Theory, EachDatabase]
    public async Task Load_SeveralBrokenFiles_ReportsAllMistakesOfAll_AndStoresNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var process = RuntimeUnderTest.Over(database, CaseActivities.All());
        var files = new Dictionary<string, string>
        {
            ["sound.json"] = CaseActivities.Definition,
            ["typo.json"] = CaseActivities.Definition.Replace("Test.Note", "Test.Nota", StringComparison.Ordinal),
            ["torn.json"] = "{",
        };

        var fault = await Should.ThrowAsync<BrokenDefinitionsException>(
            () => process.Get<DefinitionStore>().LoadAsync(files, CancellationToken.None));

        fault.Mistakes.Select(mistake => mistake.File).Distinct().ShouldBe(["torn.json", "typo.json"], ignoreOrder: true);
        fault.Mistakes.Count(mistake => mistake.Error.Code == "unknown-activity").ShouldBe(2);
        (await database.ScalarAsync("select count(*) from definitions"))!.ToString().ShouldBe("0");
    }

    [Theory, EachDatabase]
    public async Task Load_AVersionWithOtherContent_IsRefused(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        var changed = Second.Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal);

        var fault = await Should.ThrowAsync<BrokenDefinitionsException>(() => LoadAsync(desk, changed));

        fault.Mistakes.ShouldHaveSingleItem().Error.Code.ShouldBe("version-reused");
    }

    [Theory, EachDatabase]
    public async Task RunningInstance_KeepsTheVersionItBeganWith(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using (var first = await CaseDesk.OpenAsync(database))
            await first.BeginAsync("old");
        await using var desk = await CaseDesk.OpenAsync(database);
        await LoadAsync(desk, Second);
        await desk.BeginAsync("new");

        await desk.SignalAsync("go old", "old", "Go");
        await desk.SignalAsync("go new", "new", "Go");

        (await desk.StepsAsync("old")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.StepsAsync("new")).ShouldBe(["wait:Go", "memo:Done"]);
    }

    [Theory, EachDatabase]
    public async Task OldVersionThatCannotBeRunAnyMore_StopsTheHostOnlyWhileSomethingRunsOnIt(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        // As if the program had known a Test.Gone when the version was stored.
        await database.ScalarAsync("update definitions set json = replace(json, 'Test.Note', 'Test.Gone')");

        (await Should.ThrowAsync<StoredDataException>(() => LoadAsync(desk, Second))).Message.ShouldContain("Test.Gone");
        await desk.SignalAsync("stop 1", "a", "Stop");
        await LoadAsync(desk, Second);
    }

    private static Task LoadAsync(CaseDesk desk, string json) => desk.Process.Get<DefinitionStore>()
        .LoadAsync(new Dictionary<string, string> { ["case.json"] = json }, CancellationToken.None);
}
