using Npgsql;

namespace Workflow.Bench;

/// <summary>
/// The same rows in the same tables by prepared commands and nothing else: begin and lock in one round trip, every write and
/// the commit in another. What is left between this and ours is what ours costs.
/// </summary>
internal sealed class RawFlow(NpgsqlDataSource source)
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private const string Payload =
        """{"text":"","actor":"Bench","facts":{"definition":"bench"},"act":"bench","steps":[{"activity":"a1","outcome":"Done","text":"It was trivial."},{"activity":"a2","outcome":"Done","text":"It was trivial."},{"activity":"a3","outcome":"Done","text":"It was trivial."}]}""";

    /// <summary>With the same settings as ours: the limit must not suffer from what ours avoids.</summary>
    public static NpgsqlDataSource Source(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Options = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan",
        }.ConnectionString);

    public async Task InstanceAsync(string id)
    {
        await BurstAsync(id, first: 1, steps: 3, version: 1).ConfigureAwait(false);
        await BurstAsync(id, first: 4, steps: 4, version: 2).ConfigureAwait(false);
        await BurstAsync(id, first: 8, steps: 3, version: 3).ConfigureAwait(false);
    }

    private async Task BurstAsync(string id, int first, int steps, int version)
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        if (version > 1)
        {
            await using var begin = new NpgsqlBatch(connection);
            begin.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            Add(begin, "select * from instances where id = $1 for update", id);
            await begin.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await using var batch = new NpgsqlBatch(connection);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        if (version == 1)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            Add(
                batch,
                """
                insert into instances (id, definition_id, definition_version, status, activity_id, waits_for, step, version, started_at)
                values ($1, 'bench', 1, 'Waiting', 'w1', 'Go', 4, 2, $2)
                """,
                id, now);
        }
        else
        {
            Add(batch, "update instances set activity_id = 'w2', step = $2, version = $3 where id = $1", id,
                first + steps, version + 1);
        }

        for (var i = 0; i < steps; i++)
        {
            Add(
                batch,
                """
                insert into history (instance_id, step, activity_id, activity_type, outcome, reason, actor_id, at)
                values ($1, $2, 'a1', 'Bench.Trivial', 'Done', 'It was trivial.', 'bench', $3)
                """,
                id, first + i, now);
        }

        Add(
            batch,
            """
            with entry as (
              insert into audit (subject_id, sequence, act, actor_id, at, payload_hash, previous_hash, hash)
              values ($1, $2, 'step', 'bench', $3, $4, $4, $4) returning id)
            insert into audit_payloads (audit_id, payload) select id, $5 from entry
            """,
            id, version, now, Hash, Payload);
        Add(batch, "insert into commands (id, name, actor_id, at, result) values ($1, 'bench', 'bench', $2, 'true')",
            $"{id}/{version}", now);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static void Add(NpgsqlBatch batch, string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(value switch
            {
                string words => new NpgsqlParameter<string> { TypedValue = words },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                DateTime at => new NpgsqlParameter<DateTime> { TypedValue = at },
                _ => throw new NotSupportedException(value.GetType().Name),
            });
        }

        batch.BatchCommands.Add(command);
    }
}
