using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflow.Engine.Instances;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime.Audit;

/// <summary>
/// Links new entries to the last one of their subject. The instance's lock orders a subject's entries anyway; where two
/// transactions still meet, the unique (subject, sequence) makes the later one try again.
/// </summary>
internal sealed class AuditChain(RawTransaction transaction, WriteList writes)
{
    private readonly Dictionary<string, (int Sequence, string Hash)> _heads = new(StringComparer.Ordinal);
    private readonly List<(AuditRow Row, string Payload)> _unlinked = [];

    public bool HasAppended { get; private set; }

    public void Append(
        string subjectId, string act, string text, IReadOnlyDictionary<string, string>? facts, Actor actor, DateTimeOffset at) =>
        Append(subjectId, act, new AuditPayload(text, actor.Name, actor.OnBehalfOfName, facts ?? NoFacts), actor, at);

    /// <summary>The steps of a burst are one entry, and the act that set it off where nothing else tells of it.</summary>
    public void AppendSteps(
        string subjectId, string? act, string definitionId, IReadOnlyList<HistoryEntry> steps, Actor actor,
        DateTimeOffset at) => Append(
            subjectId,
            AuditActs.Step,
            new AuditPayload(
                "", actor.Name, actor.OnBehalfOfName, new Dictionary<string, string> { ["definition"] = definitionId })
            {
                Act = act,
                Steps = [.. steps.Select(step => new AuditedStep(step.ActivityId, step.Outcome, step.Reason))],
            },
            actor,
            at);

    /// <summary>Where the subject's chain ends, read by somebody who had to ask anyway.</summary>
    public void Know(string subjectId, int sequence, string hash) => _heads.TryAdd(subjectId, (sequence, hash));

    public async Task LinkAsync(CancellationToken cancellationToken)
    {
        if (_unlinked.Count == 0)
            return;
        await AskAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (row, payload) in _unlinked)
        {
            var (sequence, hash) = _heads.GetValueOrDefault(row.SubjectId, (0, ""));
            (row.Sequence, row.PreviousHash) = (sequence + 1, hash);
            row.Hash = Hash(row);
            _heads[row.SubjectId] = (row.Sequence, row.Hash);
            writes.Audit(row, payload);
        }

        _unlinked.Clear();
    }

    private void Append(string subjectId, string act, AuditPayload content, Actor actor, DateTimeOffset at)
    {
        var payload = ForumJson.Write(content);
        var row = new AuditRow
        {
            SubjectId = subjectId,
            Act = act,
            ActorId = actor.Id,
            OnBehalfOfId = actor.OnBehalfOfId,
            At = at,
            PayloadHash = Sha256(payload),
        };
        _unlinked.Add((row, payload));
        HasAppended = true;
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var unknown = _unlinked.Select(entry => entry.Row.SubjectId).Distinct(StringComparer.Ordinal)
            .Where(id => !_heads.ContainsKey(id)).ToArray();
        if (unknown.Length > 0)
            await transaction.ReadAsync(AuditHeads.Of(transaction, unknown, Know), cancellationToken).ConfigureAwait(false);
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hash(AuditRow row) => Sha256(JsonSerializer.Serialize<object?[]>(
        [row.SubjectId, row.Sequence, row.Act, row.ActorId, row.OnBehalfOfId, Micros(row.At), row.PayloadHash,
        row.PreviousHash]));

    /// <summary>PostgreSQL keeps microseconds; a finer time would not hash to the same after reading.</summary>
    public static long Micros(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private static readonly Dictionary<string, string> NoFacts = [];
}

internal static class AuditActs
{
    public const string Step = "step";
}

/// <summary>Questions for the ends of chains.</summary>
internal static class AuditHeads
{
    private const string Many =
        """
        select s.id, a.sequence, a.hash from unnest($1::text[]) as s(id)
        cross join lateral (select sequence, hash from audit where subject_id = s.id order by sequence desc limit 1) a
        """;

    private const string One =
        "select subject_id, sequence, hash from audit where subject_id = $1 order by sequence desc limit 1";

    public static IReadOnlyList<RawQuery> Of(RawTransaction transaction, string[] subjectIds, Action<string, int, string> know)
    {
        void OnRow(System.Data.Common.DbDataReader reader) => know(reader.GetString(0), reader.GetInt32(1), reader.GetString(2));
        return transaction.IsPostgres && subjectIds.Length > 1
            ? [new RawQuery(Many, [subjectIds], OnRow)]
            : [.. subjectIds.Select(id => new RawQuery(One, [id], OnRow))];
    }
}

/// <param name="Text">A sentence for people; empty where the steps speak.</param>
internal sealed record AuditPayload(string Text, string Actor, string? OnBehalfOf, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>What a person did that set the burst off; null where an entry of its own tells that.</summary>
    public string? Act { get; init; }

    /// <summary>What a burst did, in order; null for anything that is not a burst.</summary>
    public IReadOnlyList<AuditedStep>? Steps { get; init; }
}

internal sealed record AuditedStep(string Activity, string Outcome, string Text);
