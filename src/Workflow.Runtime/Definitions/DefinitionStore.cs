using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>The definitions instances run on. A version once stored never changes; old ones stay loadable.</summary>
public sealed class DefinitionStore
{
    private readonly TransactionRunner _transactions;
    private readonly ActivityCatalogue _catalogue;
    private readonly ILogger<DefinitionStore> _log;
    private readonly Dictionary<(string Id, int Version), WorkflowDefinition> _loaded = [];
    private readonly Dictionary<(string Id, int Version), StoredDefinition> _texts = [];
    private readonly ILifecycleEngine _engine;
    private readonly Lock _lock = new();

    internal DefinitionStore(
        TransactionRunner transactions, ActivityCatalogue catalogue, ILifecycleEngine engine, ILogger<DefinitionStore> log) =>
        (_transactions, _catalogue, _engine, _log) = (transactions, catalogue, engine, log);

    /// <summary>Reads every file of a folder, stores what is new, and loads every stored version.</summary>
    /// <exception cref="BrokenDefinitionsException">Any file has a mistake: all of all files are in it.</exception>
    public async Task LoadAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        var readings = files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => (file.Key, Json: file.Value, Reading: DefinitionReader.Read(file.Value, _catalogue))).ToList();
        var mistakes = readings.SelectMany(
            file => file.Reading.Errors.Select(error => new DefinitionMistake(file.Key, error))).ToList();
        if (files.Count == 0)
            mistakes.Add(new DefinitionMistake("", new DefinitionError(
                "no-definitions", "$", "The folder of workflows holds no definition.",
                "Name the right folder with --workflows.")));
        if (mistakes.Count == 0)
        {
            mistakes.AddRange(await _transactions.RunAsync(
                "definitions",
                Actor.System,
                (session, token) => StoreAsync(
                    session, [.. readings.Select(file => (file.Key, file.Json, file.Reading.Definition!))], token),
                found => found.Count == 0,
                cancellationToken).ConfigureAwait(false));
        }

        if (mistakes.Count > 0)
            throw new BrokenDefinitionsException(mistakes);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads every stored version; nothing is read from files, nothing is written.</summary>
    public async Task LoadStoredAsync(CancellationToken cancellationToken)
    {
        await _transactions.ReadAsync(
            async (session, token) =>
            {
                var rows = await session.Db.Set<DefinitionRow>().AsNoTracking().ToListAsync(token).ConfigureAwait(false);
                Load(rows, await InUseAsync(session, token).ConfigureAwait(false));
                return rows.Count;
            },
            cancellationToken).ConfigureAwait(false);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="StoredDataException">There is no such version.</exception>
    /// <exception cref="NotRunHereException">It has an activity that this program does not know.</exception>
    public Task<WorkflowDefinition> GetAsync(string definitionId, int version, CancellationToken cancellationToken) =>
        Find(definitionId, version) is { } loaded ? Task.FromResult(loaded) : _transactions.ReadAsync(
            (session, token) => GetAsync(session, definitionId, version, token), cancellationToken);

    /// <summary>A version that another host has stored since this one was started is read when it is first needed.</summary>
    internal async Task<WorkflowDefinition> GetAsync(
        ForumSession session, string definitionId, int version, CancellationToken cancellationToken)
    {
        if (Find(definitionId, version) is { } loaded)
            return loaded;
        var rows = await session.Transaction.ListAsync<DefinitionRow>(
            "where definition_id = $1 and version = $2", [definitionId, version], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? throw new StoredDataException($"Version {version} of the definition '{definitionId}' is not stored.")
            : Learn(rows[0]);
    }

    /// <returns>Number of the version that new instances begin with.</returns>
    internal async Task<int> NewestAsync(ForumSession session, string definitionId, CancellationToken cancellationToken)
    {
        if (NewestLoaded(definitionId) is > 0 and var newest)
            return newest;
        var rows = await session.Transaction.ListAsync<DefinitionRow>(
            "where definition_id = $1 order by version desc", [definitionId], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? throw new StoredDataException(
                $"There is no definition '{definitionId}'; put its file into the folder of workflows.")
            : Learn(rows[0]).Version;
    }

    private WorkflowDefinition? Find(string definitionId, int version)
    {
        lock (_lock)
        {
            return _loaded.GetValueOrDefault((definitionId, version));
        }
    }

    private int NewestLoaded(string definitionId)
    {
        lock (_lock)
        {
            return _loaded.Keys.Where(key => key.Id == definitionId).Select(key => key.Version).DefaultIfEmpty(0).Max();
        }
    }

    private WorkflowDefinition Learn(DefinitionRow row)
    {
        var reading = DefinitionReader.Read(row.Json, _catalogue);
        if (reading.Definition is not { } definition)
            throw NotRunHere(row, reading.Errors[0].Message);
        if (!_engine.TakesNewVersions)
            throw NotRunHere(row, $"the runtime '{_engine.Name}' takes new versions at its start only.");
        Keep(row, definition);
        _log.DefinitionLearnt(row.DefinitionId, row.Version);
        return definition;
    }

    private static NotRunHereException NotRunHere(DefinitionRow row, string why) =>
        new($"Version {row.Version} of '{row.DefinitionId}' cannot be run by this host: {why}");

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        StoredDefinition[] texts;
        lock (_lock)
        {
            texts = [.. _texts.Values.OrderBy(text => text.DefinitionId, StringComparer.Ordinal).ThenBy(text => text.Version)];
        }

        await _engine.PrepareAsync(texts, cancellationToken).ConfigureAwait(false);
        _log.DefinitionsLoaded(texts.Length);
    }

    private async Task<List<DefinitionMistake>> StoreAsync(
        ForumSession session, IReadOnlyList<(string File, string Json, WorkflowDefinition Definition)> read,
        CancellationToken cancellationToken)
    {
        var rows = await session.Db.Set<DefinitionRow>().ToListAsync(cancellationToken).ConfigureAwait(false);
        var mistakes = new List<DefinitionMistake>();
        foreach (var (file, json, definition) in read)
        {
            var stored = rows.Find(row => row.DefinitionId == definition.DefinitionId && row.Version == definition.Version);
            if (VersionReuse.Check(definition, stored?.ContentHash) is { } error)
                mistakes.Add(new DefinitionMistake(file, error));
            else if (stored is null)
                rows.Add(Add(session, json, definition));
        }

        if (mistakes.Count == 0)
            Load(rows, await InUseAsync(session, cancellationToken).ConfigureAwait(false));
        return mistakes;
    }

    private static DefinitionRow Add(ForumSession session, string json, WorkflowDefinition definition)
    {
        var row = new DefinitionRow
        {
            DefinitionId = definition.DefinitionId,
            Version = definition.Version,
            ContentHash = definition.ContentHash,
            Json = json,
            StoredAt = session.Now,
        };
        session.Db.Add(row);
        return row;
    }

    /// <summary>Versions that an instance still runs on.</summary>
    private static async Task<HashSet<(string Id, int Version)>> InUseAsync(
        ForumSession session, CancellationToken cancellationToken)
    {
        var running = await session.Db.Set<InstanceRow>()
            .Where(row => row.Status != InstanceStatus.Finished && row.Status != InstanceStatus.Cancelled)
            .Select(row => new { row.DefinitionId, row.DefinitionVersion }).Distinct()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. running.Select(row => (row.DefinitionId, row.DefinitionVersion))];
    }

    private void Load(IEnumerable<DefinitionRow> rows, HashSet<(string Id, int Version)> inUse)
    {
        foreach (var row in rows)
        {
            var reading = DefinitionReader.Read(row.Json, _catalogue);
            if (reading.Definition is not { } definition)
            {
                // An activity was taken out of the program. That is well once nothing runs on the old version any more.
                if (inUse.Contains((row.DefinitionId, row.Version)))
                    throw new StoredDataException(
                        $"Version {row.Version} of '{row.DefinitionId}' is still in use, and this program cannot run it: "
                        + reading.Errors[0].Message);
                continue;
            }

            Keep(row, definition);
        }
    }

    private void Keep(DefinitionRow row, WorkflowDefinition definition)
    {
        lock (_lock)
        {
            _loaded[(row.DefinitionId, row.Version)] = definition;
            _texts[(row.DefinitionId, row.Version)] = new StoredDefinition(row.DefinitionId, row.Version, row.Json);
        }
    }
}
