using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// While the forum's runtime has a burst running, what Elsa reads and writes goes over the connection of that burst, into its
/// transaction; at other times (start-up, Studio) over Elsa's own.
/// </summary>
internal sealed class JoiningContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext() => Joined(ElsaBurst.Current?.Join(), inner.CreateDbContext());

    public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        Joined(ElsaBurst.Current?.Join(), await inner.CreateDbContextAsync(cancellationToken).ConfigureAwait(false));

    private static TContext Joined(DbConnection? connection, TContext db)
    {
        if (connection is null)
            return db;
        db.Database.SetDbConnection(connection);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }
}
