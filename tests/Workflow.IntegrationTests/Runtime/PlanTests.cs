using System.Globalization;
using System.Text;
using Npgsql;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Workflow.Runtime.Deadlines;
using Workflow.Runtime.Storage;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>
/// What is asked all the time is answered from an index that holds only what is pending: after ten years of fired
/// deadlines, delivered signals and sent letters it costs the same.
/// </summary>
public sealed class PlanTests(TestDatabases databases)
{
    [Theory]
    [InlineData("select * from deadlines d where d.next_try <= now() order by d.next_try, d.id limit 32",
        "ix_deadlines_next_try")]
    [InlineData("select d.next_try from deadlines d where d.next_try is not null order by d.next_try limit 1",
        "ix_deadlines_next_try")]
    [InlineData("select * from signals s where s.delivered_at is null and not s.is_parked order by s.id limit 32",
        "ix_signals_id")]
    [InlineData(
        "select instance_id from signals where instance_id = any(array['a','b']) and delivered_at is null and not is_parked",
        "ix_signals_instance_id_id")]
    [InlineData("select * from letter_statuses where next_try is not null and next_try <= now()", "ix_letter_statuses_next_try")]
    [InlineData("select count(*) from instances where status = 'Faulted'", "ix_instances_id")]
    [InlineData("select id, fault from instances where status = 'Faulted' order by id", "ix_instances_id")]
    [InlineData(
        "select definition_id, activity_id, status, count(*) from instances where status not in ('Finished', 'Cancelled') group by 1, 2, 3",
        "ix_instances_started_at")]
    [InlineData(
        "select * from instances where status not in ('Finished', 'Cancelled') and definition_id = 'd' and status = 'Waiting' order by started_at, id limit 1",
        "ix_instances_started_at")]
    [InlineData("select * from deadlines where is_late and fired_at >= now() - interval '30 days' order by fired_at desc, id",
        "ix_deadlines_fired_at")]
    [InlineData("select * from deadlines where fired_at is null and cancelled_at is null and failure is not null order by due, id", "ix_deadlines_due")]
    [InlineData(
        "select count(*) from (select 1 from deadlines where fired_at is null and cancelled_at is null and due <= now() "
            + "and (next_try is not null and next_try <= now() or failure is not null) limit 20001) d",
        "ix_deadlines_next_try")]
    [InlineData("select * from approvals where state = 'Pending' order by id", "ix_approvals_id")]
    [InlineData("select * from consultations where state = 'Open' order by id", "ix_consultations_id")]
    [InlineData("select * from secretariat_tasks where not is_done order by id", "ix_secretariat_tasks_id")]
    public async Task Question_IsAnsweredFromItsPartialIndex(string question, string index)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await FillAsync(database);

        var plan = await ExplainAsync(database, question);

        plan.ShouldContain(index);
        plan.ShouldNotContain("Seq Scan");
    }

    /// <summary>
    /// A claim looks at the instances of the deadlines it has found, never at all there are, and walks past none that is not due.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claim_OfDueDeadlines_LooksAtNoMoreThanItFinds(bool hasWithout)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await FillAsync(database);
        await ExecuteAsync(
            database,
            """
            insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, next_try, is_late, attempts)
            select 's' || i, 'k', 'later', 1, now() + interval '1 day', 'Go', now() + interval '1 day', false, 0
            from generate_series(1, 20000) i;
            analyze deadlines;
            """);
        var claim = "select d.* from deadlines d " + DueDeadlines.Next(
            usesDatabaseClock: true, isPostgres: true, hasWithout).Replace(
            "$1", "now()", StringComparison.Ordinal).Replace("$2", "'{a,b}'", StringComparison.Ordinal);

        var plan = await ExplainAsync(database, claim);

        plan.ShouldContain("ix_deadlines_next_try");
        plan.ShouldContain("pk_instances");
        plan.ShouldNotContain("Hash");
        plan.ShouldNotContain("Seq Scan");
    }

    /// <summary>
    /// The first day of every installation: no statistics, no rows, and the plan of that moment is kept. It must be the one
    /// that is right for a million rows. (Of pending signals either index will do until the first automatic analyze: both
    /// hold nothing but what pends.)
    /// </summary>
    [Theory]
    [InlineData("(text)", "select * from instances where id = $1 for update", "'a'", "pk_instances")]
    [InlineData("(text[])", "select * from instances where id = any($1) order by id for update", "'{a}'", "pk_instances")]
    [InlineData(
        "(text)",
        "select subject_id from deadlines where subject_id = $1 and attempts > 0 and fired_at is null and cancelled_at is null",
        "'a'",
        "ix_deadlines_subject_id")]
    [InlineData(
        "(text)", "select instance_id from signals where instance_id = $1 and delivered_at is null and not is_parked", "'a'",
        "ix_signals_")]
    [InlineData(
        "(text)", "select sequence, hash from audit where subject_id = $1 order by sequence desc limit 1", "'a'",
        "ix_audit_subject_id_sequence")]
    [InlineData(
        "(timestamptz)", "select * from deadlines d where d.next_try <= $1 order by d.next_try, d.id limit 32", "now()",
        "ix_deadlines_next_try")]
    [InlineData(
        "(timestamptz)", "select * from letter_statuses where next_try is not null and next_try <= $1", "now()",
        "ix_letter_statuses_next_try")]
    public async Task PlanOfAnEmptyDatabase_IsTheOneForMillions(string types, string question, string values, string index)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);

        var plan = await GenericPlanAsync(database, types, question, values);

        plan.ShouldContain(index);
        plan.ShouldNotContain("Seq Scan");
    }

    [Fact]
    public async Task PlanOfAnEmptyDatabase_OfTheClaim_IsTheOneForMillions()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);

        var plan = await GenericPlanAsync(
            database,
            "(timestamptz)",
            "select d.* from deadlines d " + DueDeadlines.Next(usesDatabaseClock: true, isPostgres: true, hasWithout: false),
            "now()");

        plan.ShouldContain("ix_deadlines_next_try");
        plan.ShouldContain("pk_instances");
        plan.ShouldNotContain("Seq Scan");
    }

    private static async Task<string> GenericPlanAsync(TestDatabase database, string types, string question, string values)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the test itself.
        command.CommandText =
            $"{DatabaseFactory.SessionSettings}; prepare asked {types} as {question}; explain execute asked({values})";
#pragma warning restore CA2100
        var plan = new StringBuilder();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.AppendLine(reader.GetString(0));
        return plan.ToString();
    }

    /// <summary>20,000 rows of each kind are done, 20 pend; of the cases 2,000 wait and 10 are faulted.</summary>
    private static Task FillAsync(TestDatabase database) => ExecuteAsync(
        database,
        """
        insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, fired_at, next_try, is_late, attempts)
        select 's' || i, 'k', 'r', 1, now(), 'Go', case when i > 20 then now() end, case when i <= 20 then now() end, false, 0
        from generate_series(1, 20020) i;
        insert into signals (instance_id, name, data, actor_id, actor_name, raised_at, delivered_at, attempts, next_try, is_parked)
        select 's' || i, 'Go', '{}', 'a', 'A', now(), case when i > 20 then now() end, 0, now(), false from generate_series(1, 20020) i;
        insert into instances (id, definition_id, definition_version, status, waits_for, step, version, started_at)
        select 's' || i, 'd', 1, case when i > 2020 then 'Finished' when i > 10 then 'Waiting' else 'Faulted' end, 'Go', 1, 1, now()
        from generate_series(1, 20020) i;
        insert into approvals (id, about_id, state, data, version)
        select 's' || i, 'a', case when i > 20 then 'Approved' else 'Pending' end, '{}', 1 from generate_series(1, 20020) i;
        insert into consultations (id, about_id, state, data, version)
        select 's' || i, 'a', case when i > 20 then 'Closed' else 'Open' end, '{}', 1 from generate_series(1, 20020) i;
        insert into secretariat_tasks (id, about_id, body_id, is_done, data, version)
        select 's' || i, 'a', 'b', i > 20, '{}', 1 from generate_series(1, 20020) i;
        insert into letters (message_id, about_id, kind, recipient_id, data, queued_at)
        select 'm' || i, 'a', 'k', 'p', '{}', now() from generate_series(1, 20020) i;
        insert into letter_statuses (letter_id, status, attempts, next_try)
        select id, 'Sent', 0, case when id % 1000 = 0 then now() end from letters;
        analyze instances; analyze deadlines; analyze signals; analyze letters; analyze letter_statuses; analyze approvals; analyze consultations;
        analyze secretariat_tasks;
        """);

    private static async Task<string> ExplainAsync(TestDatabase database, string question)
    {
        var plan = new StringBuilder();
        foreach (var line in await database.ColumnAsync("explain " + question, 0))
            plan.AppendLine(CultureInfo.InvariantCulture, $"{line}");
        return plan.ToString();
    }

    private static async Task ExecuteAsync(TestDatabase database, string statements)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the test itself.
        command.CommandText = statements;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
