using Npgsql;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>
/// A step that the database fails ends on Elsa as on the embedded runtime, and whatever fails, Elsa keeps nothing of it.
/// </summary>
public sealed class FailedStepsTests(TestDatabases databases)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DeadlockInAnActivity_IsRunAgainUntilItIsThrough(bool onEmbedded)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        var tries = 0;
        await using var desk = await BegunAsync(database, onEmbedded, context =>
        {
            if (++tries < 3)
                Ask(context, "do $$ begin raise exception 'a deadlock' using errcode = '40P01'; end $$");
        });

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Waiting);
        tries.ShouldBe(3);
        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        (await desk.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DatabaseErrorThatIsTheActivitysOwn_IsTheFaultThatAnOperatorReads(bool onEmbedded)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var desk = await BegunAsync(
            database, onEmbedded, context => Ask(context, "do $$ begin raise exception 'the sum is wrong'; end $$"));

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("case-1")).Fault.ShouldBe("P0001: the sum is wrong");
    }

    /// <summary>Opened anew, the connection would have no transaction, and Elsa's part would stay.</summary>
    [Fact]
    public async Task ConnectionBreaksInAnActivity_ElsaKeepsNothingOfTheBurst()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var desk = await BegunAsync(database, onEmbedded: false, context =>
        {
            Should.Throw<NpgsqlException>(() => Ask(context, "select pg_terminate_backend(pg_backend_pid())"));
            throw new PermanentActivityException("The line is dead.");
        });
        var before = await ElsasAsync(database);

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await ElsasAsync(database)).ShouldBe(before);
        (await desk.InstanceAsync("case-1")).Fault.ShouldBe("The line is dead.");
        (await desk.StepsAsync("case-1")).ShouldBeEmpty();
    }

    /// <summary>And an activity that tells nobody of it does not have its work kept without the rows' locks.</summary>
    [Fact]
    public async Task ConnectionBreaksUnnoticed_TheBurstIsRunAgain()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        var tries = 0;
        await using var desk = await BegunAsync(database, onEmbedded: false, context =>
        {
            if (++tries == 1)
                Should.Throw<NpgsqlException>(() => Ask(context, "select pg_terminate_backend(pg_backend_pid())"));
        });

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        tries.ShouldBe(2);
        (await ElsaRows.BookmarksAsync(database, "case-1")).ShouldBe(4);
    }

    [Fact]
    public async Task DeadlockInElsasOwnRows_IsRunAgainUntilItIsThrough()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var desk = await BegunAsync(database, onEmbedded: false);
        await ElsaRows.ScalarAsync(
            database,
            """
            create sequence tries;
            create function fail() returns trigger language plpgsql as $body$
            begin
              if nextval('tries') < 3 then raise exception 'a deadlock' using errcode = '40P01'; end if;
              return new;
            end $body$;
            create trigger fail before insert or update on "Elsa"."WorkflowInstances" for each row execute function fail();
            """);

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Waiting);
        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        (await ElsaRows.CountAsync(database, "select last_value from tries")).ShouldBeGreaterThanOrEqualTo(3);
    }

    private static async Task<CaseDesk> BegunAsync(
        TestDatabase database, bool onEmbedded, Action<ActivityContext>? before = null)
    {
        var desk = await CaseDesk.OpenAsync(database, before, onEmbedded: onEmbedded);
        await desk.BeginAsync("case-1");
        await desk.DeliverAsync();
        return desk;
    }

    /// <summary>What Elsa has of the case: its instance as it is, its bookmarks and its log.</summary>
    private static async Task<string> ElsasAsync(TestDatabase database) => string.Join(
        " | ",
        await ElsaRows.ScalarAsync(database, "select string_agg(t::text, ',') from \"Elsa\".\"WorkflowInstances\" t"),
        await ElsaRows.BookmarksAsync(database, "case-1"),
        await ElsaRows.CountAsync(database, "select count(*) from \"Elsa\".\"ActivityExecutionRecords\""),
        await ElsaRows.CountAsync(database, "select count(*) from \"Elsa\".\"WorkflowExecutionLogRecords\""));

    /// <summary>Asks the database within the activity's own transaction.</summary>
    private static void Ask(ActivityContext context, string text)
    {
        var transaction = ((ForumSession)context.UnitOfWork).Transaction;
        transaction.BeginAsync(CancellationToken.None).GetAwaiter().GetResult();
        using var command = transaction.Connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
