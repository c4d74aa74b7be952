using Npgsql;

namespace Workflow.Bench;

/// <summary>What the server counted; its statistics are a second late at most.</summary>
internal sealed record ServerCount(long Transactions, long Rows, long Wal)
{
    public static async Task<ServerCount> TakeAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            select pg_stat_force_next_flush(), pg_sleep(1.5), 0, 0;
            select null, null, xact_commit, (select sum(n_tup_ins + n_tup_upd)::bigint from pg_stat_user_tables)
            from pg_stat_database where datname = current_database();
            select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint
            """;
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var (transactions, rows) = (reader.GetInt64(2), reader.GetInt64(3));
        await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        return new ServerCount(transactions, rows, reader.GetInt64(0));
    }

    public ServerCount Since(ServerCount before) =>
        new(Transactions - before.Transactions, Rows - before.Rows, Wal - before.Wal);
}
