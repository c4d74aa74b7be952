using Elsa.Persistence.EFCore;
using Elsa.Persistence.EFCore.Extensions;
using Workflow.Runtime;

namespace Workflow.OnElsa.Hosting;

/// <summary>Elsa's tables lie in the forum's database: only there can both be written in one transaction.</summary>
internal static class ElsaDatabase
{
    /// <summary>SQLite has no schemas, and the forum's own migrations have the usual table.</summary>
    private const string MigrationsTable = "__ElsaMigrationsHistory";

    private static readonly NeverReopened Never = new();

    public static void On<TFeature, TContext>(this PersistenceFeatureBase<TFeature, TContext> feature, RuntimeOptions options)
        where TContext : ElsaDbContextBase
        where TFeature : PersistenceFeatureBase<TFeature, TContext>
    {
        if (options.Database == DatabaseKind.Sqlite)
            feature.UseSqlite(
                options.ConnectionString, new ElsaDbContextOptions { MigrationsHistoryTableName = MigrationsTable });
        else
            feature.UsePostgreSql(options.ConnectionString, new ElsaDbContextOptions());
        var configured = feature.DbContextOptionsBuilder;
        feature.DbContextOptionsBuilder = (services, db) =>
        {
            configured(services, db);
            db.AddInterceptors(Never);
        };
    }
}
