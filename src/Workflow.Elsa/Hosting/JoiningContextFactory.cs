using Microsoft.EntityFrameworkCore;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// While the forum's runtime has a burst running, what Elsa reads and writes goes over the connection of that burst, into its
/// transaction; at other times (start-up, Studio) over Elsa's own.
/// </summary>
internal sealed class JoiningContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<TContext>
    where TContext : DbContext
{
    public TContext CreateDbContext() => Join(inner.CreateDbContext());

    public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        Join(await inner.CreateDbContextAsync(cancellationToken).ConfigureAwait(false));

    private static TContext Join(TContext db)
    {
        if (ElsaBurst.Current is not { } burst)
            return db;
        db.Database.SetDbConnection(burst.Connection);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }
}
