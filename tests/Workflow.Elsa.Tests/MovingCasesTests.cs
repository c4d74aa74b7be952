using Shouldly;
using Workflow.Engine.Instances;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>
/// The forum's rows are the truth: Elsa's are made anew from the history wherever they are missing or elsewhere.
/// </summary>
public sealed class MovingCasesTests(TestDatabases databases)
{
    private static readonly string[] ThreeNotes = ["wait:Go", "note:Done", "wait:Go", "note:Done", "wait:Go", "note:Done"];

    [Theory, EachDatabase]
    public async Task BegunOnEmbedded_GoesOnOnElsa_AndBack_WithNothingDoneTwice(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await GoOnAsync(database, "go 1", onEmbedded: true);
        await GoOnAsync(database, "go 2", onEmbedded: false);
        (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(4);
        await GoOnAsync(database, "go 3", onEmbedded: true);
        (await LettersAsync(database)).ShouldBe(3);

        // Elsa's instance is a step behind now: it is made anew.
        await GoOnAsync(database, "go 4", onEmbedded: false);

        await using var desk = await CaseDesk.OpenAsync(database);
        (await desk.StepsAsync("case-1")).ShouldBe([.. ThreeNotes, "wait:Go", "note:Done"]);
        (await LettersAsync(database)).ShouldBe(4);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "WorkflowInstances", "Id")]
    [InlineData(DatabaseKind.Sqlite, "Bookmarks", "WorkflowInstanceId")]
    [InlineData(DatabaseKind.Postgres, "WorkflowInstances", "Id")]
    [InlineData(DatabaseKind.Postgres, "Bookmarks", "WorkflowInstanceId")]
    public async Task ElsasRowIsLost_TheNextSignalFindsItsWayAllTheSame(DatabaseKind kind, string table, string column)
    {
        await using var database = await databases.CreateAsync(kind);
        await GoOnAsync(database, "go 1", onEmbedded: false);
        await GoOnAsync(database, "go 2", onEmbedded: false);
        await ElsaRows.DeleteAsync(database, table, column, "case-1");

        await GoOnAsync(database, "go 3", onEmbedded: false);

        await using var desk = await CaseDesk.OpenAsync(database);
        (await desk.StepsAsync("case-1")).ShouldBe(ThreeNotes);
        (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Waiting);
        (await LettersAsync(database)).ShouldBe(3);
    }

    [Theory, EachDatabase]
    public async Task CaseThatEndedOnEmbedded_OrIsGone_IsSweptAtTheNextStart(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await GoOnAsync(database, "go 1", onEmbedded: false);
        await GoOnAsync(database, "go 2", onEmbedded: false, "case-2");
        await GoOnAsync(database, "go 3", onEmbedded: false, "case-3");
        await ElsaRows.ScalarAsync(database, "update instances set status = 'Finished' where id = 'case-1'");
        await ElsaRows.ScalarAsync(database, "delete from instances where id = 'case-2'");

        await using (await CaseDesk.OpenAsync(database))
        {
            (await ElsaRows.StatusAsync(database, "case-1")).ShouldBeNull();
            (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(0);
            (await ElsaRows.StatusAsync(database, "case-2")).ShouldBeNull();
            (await ElsaRows.StatusAsync(database, "case-3")).ShouldBe("Suspended");
        }

        await GoOnAsync(database, "go 4", onEmbedded: false, "case-3");
        (await LettersAsync(database)).ShouldBe(4);
    }

    private static async Task GoOnAsync(TestDatabase database, string command, bool onEmbedded, string id = "case-1")
    {
        await using var desk = await CaseDesk.OpenAsync(database, onEmbedded: onEmbedded);
        await desk.BeginAsync(id);
        await desk.DeliverAsync();
        await desk.SignalAsync(command, id, "Go");
        await desk.DeliverAsync();
        (await desk.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    private static async Task<int> LettersAsync(TestDatabase database)
    {
        await using var desk = await CaseDesk.OpenAsync(database, onEmbedded: true);
        return (await desk.Process.Overview.LettersAsync(null, CancellationToken.None)).Count;
    }
}
