using System.Globalization;
using Npgsql;
using Workflow.Host.Composition;

namespace Workflow.Bench;

/// <summary>
/// The same through everything a deadline goes through in operation: a <c>serve</c> process that sleeps to the due time, a
/// Hangfire job in PostgreSQL, the task's own lifecycle with its letters and audit.
/// </summary>
internal static class ServeDeadlineBench
{
    private const int Singles = 200;
    private const int Thousand = 1_000;

    /// <summary>The net's jobs come at the beginning of each minute.</summary>
    private const string SecondsOfTheLate =
        """
        select extract(second from due)::float8 from deadlines where subject_id like $1 || '-%' and fired_at is not null
        and pg_xact_commit_timestamp(xmin) - due > interval '100 milliseconds' order by due
        """;

    /// <summary>A host learns of a nearer deadline written by somebody else within five seconds.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(400);

    public static async Task RunAsync(BenchOutput output, BenchDatabase cluster)
    {
        await using var database = await cluster.AnotherAsync().ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("forum-bench-serve-").FullName;
        try
        {
            await using var serve = ServeUnderBench.Start(folder, database.ConnectionString);
            await serve.ReadyAsync().ConfigureAwait(false);
            await StartupBench.FillAsync(database.ConnectionString, 1_000_000).ConfigureAwait(false);
            await ArmAsync(database.ConnectionString, "warm", 20, Ahead, Apart).ConfigureAwait(false);
            await UntilFiredAsync(database.ConnectionString, "warm", 20).ConfigureAwait(false);

            await ArmAsync(database.ConnectionString, "one", Singles, Ahead, Apart).ConfigureAwait(false);
            await UntilFiredAsync(database.ConnectionString, "one", Singles).ConfigureAwait(false);
            var singles = await DeadlineBench.LatenessAsync(database.ConnectionString, "one").ConfigureAwait(false);
            singles.Sort();
            await output.LineAsync(
                $"One at idle, by serve and Hangfire: p50 {singles[Singles / 2]:0} ms, p99 {singles[(int)(Singles * 0.99)]:0} ms after its time; "
                + $"earliest {singles[0]:0.0} ms.").ConfigureAwait(false);
            var late = await DeadlineBench.MillisecondsAsync(database.ConnectionString, "one", SecondsOfTheLate).ConfigureAwait(false);
            await output.LineAsync(
                $"Later than 100 ms: {late.Count} of {Singles}, at second {string.Join(", ", late.Select(second => BenchOutput.Say(second, "0.0")))} of a minute.")
                .ConfigureAwait(false);
            var jobs = await FromJobStartAsync(database.ConnectionString, "one").ConfigureAwait(false);
            await output.LineAsync(
                $"From the start of its Hangfire job: p50 {jobs[jobs.Count / 2]:0} ms, p99 {jobs[(int)(jobs.Count * 0.99)]:0} ms.")
                .ConfigureAwait(false);

            await ArmAsync(database.ConnectionString, "all", Thousand, Ahead, TimeSpan.Zero).ConfigureAwait(false);
            await UntilFiredAsync(database.ConnectionString, "all", Thousand).ConfigureAwait(false);
            var all = await DeadlineBench.LatenessAsync(database.ConnectionString, "all").ConfigureAwait(false);
            await output.LineAsync(
                $"{Thousand:N0} due at once, by serve and Hangfire: last done {all.Max():0} ms after; resident {serve.ResidentBytes() / 1048576} MB.")
                .ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds between the moment a worker of Hangfire took the job and the end of its transaction.</summary>
    private static async Task<List<double>> FromJobStartAsync(string connectionString, string group)
    {
        var taken = await DeadlineBench.MillisecondsAsync(
            connectionString,
            group,
            """
            select extract(epoch from pg_xact_commit_timestamp(d.xmin) - s.createdat) * 1000.0 from deadlines d
            join history h on h.instance_id = d.subject_id and h.job_id is not null
            join hangfire.state s on s.jobid::text = h.job_id and s.name = 'Processing'
            where d.subject_id like $1 || '-%' and d.subject_version = 1 and d.fired_at is not null
            """).ConfigureAwait(false);
        taken.Sort();
        return taken;
    }

    private static Task ArmAsync(string connectionString, string group, int count, TimeSpan after, TimeSpan apart)
    {
        var body = new ForumFiles(null, null, null).Bodies().All.First().Id;
        return DeadlineBench.ExecuteAsync(
            connectionString,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                insert into secretariat_tasks (id, about_id, body_id, is_done, version, data)
                select '{{group}}-' || i, 'bench', '{{body}}', false, 1, json_build_object(
                    'id', '{{group}}-' || i, 'kind', 'followUp', 'aboutId', 'bench', 'bodyId', '{{body}}', 'text', 'Bench.')::text
                from generate_series(1, {{count}}) i;
                insert into instances (id, definition_id, definition_version, status, activity_id, waits_for, step, version, started_at)
                select '{{group}}-' || i, 'task', 1, 'Waiting', 'await', 'Done DeadlineDue', 1, 2, now() from generate_series(1, {{count}}) i;
                insert into deadlines (subject_id, kind, rung, subject_version, due, signal_name, next_try, is_late, attempts)
                select '{{group}}-' || i, 'task', 'due', 1, at.due + i * interval '{{apart.TotalMilliseconds}} milliseconds', 'DeadlineDue',
                    at.due + i * interval '{{apart.TotalMilliseconds}} milliseconds', false, 0
                from generate_series(1, {{count}}) i,
                    (select clock_timestamp() + interval '{{after.TotalMilliseconds}} milliseconds' as due) at;
                """));
    }

    private static async Task UntilFiredAsync(string connectionString, string group, int count)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select count(*) from deadlines where subject_id like $1 || '-%' and subject_version = 1 and fired_at is not null";
        command.Parameters.Add(new NpgsqlParameter { Value = group });
        for (var left = 1_500; (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))! < count; left--)
        {
            if (left == 0)
                throw new InvalidOperationException($"Not all of '{group}' were fired.");
            await Task.Delay(200).ConfigureAwait(false);
        }
    }
}
