using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Activities;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Registers the runtime. Needs an <see cref="ActivityCatalogue"/>, a <see cref="TimeProvider"/> and logging.</summary>
public static class RuntimeSetup
{
    /// <exception cref="RuntimeOptionsException">Any option is wrong: all mistakes are in it.</exception>
    public static IServiceCollection AddForumRuntime(this IServiceCollection services, RuntimeOptions options)
    {
        if (options.Mistakes() is { Count: > 0 } mistakes)
            throw new RuntimeOptionsException(mistakes);
        return Add(services, options);
    }

    /// <summary>Takes the place of the embedded engine.</summary>
    public static IServiceCollection UseLifecycleEngine(
        this IServiceCollection services, Func<IServiceProvider, ILifecycleEngine> engine) =>
        services.Replace(ServiceDescriptor.Singleton(engine));

    private static IServiceCollection Add(IServiceCollection services, RuntimeOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ILifecycleEngine, EmbeddedEngine>()
        .AddSingleton<RuntimeWake>()
        .AddSingleton(_ => new DatabaseFactory(options))
        .AddSingleton(provider => new TransactionRunner(
            provider.GetRequiredService<DatabaseFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RuntimeWake>(),
            provider.GetRequiredService<ILogger<TransactionRunner>>(),
            provider.GetService<ITransactionProbe>()))
        .AddSingleton(provider => new DefinitionStore(
            provider.GetRequiredService<TransactionRunner>(),
            provider.GetRequiredService<ActivityCatalogue>(),
            provider.GetRequiredService<ILifecycleEngine>(),
            provider.GetRequiredService<ILogger<DefinitionStore>>()))
        .AddSingleton(provider => new InstanceRunner(
            provider.GetRequiredService<DefinitionStore>(), provider.GetRequiredService<ILifecycleEngine>()))
        .AddSingleton(provider => new ForumRuntime(
            provider.GetRequiredService<TransactionRunner>(), provider.GetRequiredService<InstanceRunner>()))
        .AddSingleton(provider => new LeftToOthers(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LeftToOthers>>()))
        .AddSingleton(provider => new SignalDeliverer(
            provider.GetRequiredService<TransactionRunner>(),
            provider.GetRequiredService<InstanceRunner>(),
            options,
            provider.GetRequiredService<LeftToOthers>(),
            provider.GetRequiredService<ILogger<SignalDeliverer>>()))
        .AddSingleton(provider => new DeadlineSweep(
            provider.GetRequiredService<TransactionRunner>(),
            provider.GetRequiredService<InstanceRunner>(),
            provider.GetRequiredService<SignalDeliverer>(),
            options,
            provider.GetRequiredService<LeftToOthers>(),
            provider.GetRequiredService<ILogger<DeadlineSweep>>()))
        .AddSingleton(provider => new OutboxStore(provider.GetRequiredService<TransactionRunner>(), options))
        .AddSingleton(provider => new PublicationStore(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new OnlineEventStore(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new FileStore(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new ForumOverview(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new RuntimeGauges(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new OperatorOverview(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new MailForecast(
            provider.GetRequiredService<TransactionRunner>(), provider.GetRequiredService<ActivityCatalogue>()))
        .AddSingleton(provider => new AuditVerifier(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new AuditSeals(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new AuditPayloads(provider.GetRequiredService<TransactionRunner>()))
        .AddSingleton(provider => new ForumDatabase(provider.GetRequiredService<DatabaseFactory>()));
}

/// <summary>The database as a whole: its schema, and whether it answers.</summary>
public sealed class ForumDatabase
{
    private readonly DatabaseFactory _factory;

    internal ForumDatabase(DatabaseFactory factory) => _factory = factory;

    /// <summary>Brings the schema up to this program's version; creates the database where there is none.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = _factory.Create();
        // The rule is that there is nothing to do, and one question tells; EF would first build the model of the last
        // migration and compare all of it (measured: a tenth of the start).
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any())
            await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> CanConnectAsync(CancellationToken cancellationToken)
    {
        await using var db = _factory.Create();
        return await db.Database.CanConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Names of migrations that are still to be applied.</summary>
    public async Task<IReadOnlyList<string>> PendingMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var db = _factory.Create();
        return [.. await db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)];
    }
}
