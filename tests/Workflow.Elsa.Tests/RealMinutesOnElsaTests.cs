using System.Runtime.CompilerServices;
using Shouldly;
using Workflow.Host.Composition;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.RealMinutes;
using Workflow.IntegrationTests.Replay;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>
/// The real minutes come to the same end on both runtimes: routes, letters, pages and the timeline, byte for byte.
/// </summary>
public sealed class RealMinutesOnElsaTests(TestDatabases databases)
{
    [Theory]
    [InlineData(RealPaper.Lower)]
    [InlineData(RealPaper.South)]
    [InlineData(RealPaper.West)]
    [InlineData(RealPaper.Upper)]
    public async Task Replayed_EndsOnElsaAsOnTheEmbeddedRuntime(string file)
    {
        var paper = Path.Combine(Directory.CreateTempSubdirectory("forum-elsa-").FullName, file);
        try
        {
            await File.WriteAllTextAsync(paper, RealPaper.Text(file));
            var embedded = await PlayAsync(paper, onEmbedded: true);
            var elsa = await PlayAsync(paper, onEmbedded: false);

            elsa.Keys.ShouldBe(embedded.Keys);
            elsa.Keys.ShouldContain(name => name.StartsWith("mail/", StringComparison.Ordinal));
            foreach (var (name, content) in elsa)
                content.ShouldBe(embedded[name], name);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(paper)!, recursive: true);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> PlayAsync(string paper, bool onEmbedded)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        var files = new ForumFiles(null, new DirectoryInfo(Path.Combine(Root(), "workflows")), null);
        var replayed = await ReplayInputs.PlayAsync(
            paper, files, Path.Combine(Path.GetDirectoryName(paper)!, onEmbedded ? "embedded" : "elsa"),
            database.ConnectionString, onEmbedded: onEmbedded);
        if (!onEmbedded)
            (await ElsaRows.CountAsync(database, "select count(*) from \"Elsa\".\"WorkflowInstances\"")).ShouldBeGreaterThan(5);
        return replayed.Files();
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
