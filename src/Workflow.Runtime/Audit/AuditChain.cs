using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflow.Forums.People;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Audit;

/// <summary>
/// Links new entries to the last one of their subject. The instance's lock orders a subject's entries anyway; where two
/// transactions still meet, the unique (subject, sequence) makes the later one try again.
/// </summary>
internal sealed class AuditChain(ForumDbContext db)
{
    private readonly Dictionary<string, (int Sequence, string Hash)> _heads = new(StringComparer.Ordinal);
    private readonly List<(AuditRow Row, string Payload)> _unlinked = [];

    public bool HasAppended { get; private set; }

    public void Append(
        string subjectId, string act, string text, IReadOnlyDictionary<string, string>? facts, Actor actor, DateTimeOffset at)
    {
        var payload = ForumJson.Write(new AuditPayload(text, actor.Name, actor.OnBehalfOfName, facts ?? new Dictionary<string, string>()));
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

    public async Task LinkAsync(CancellationToken cancellationToken)
    {
        foreach (var (row, payload) in _unlinked)
        {
            var (sequence, hash) = await HeadAsync(row.SubjectId, cancellationToken).ConfigureAwait(false);
            (row.Sequence, row.PreviousHash) = (sequence + 1, hash);
            row.Hash = Hash(row);
            _heads[row.SubjectId] = (row.Sequence, row.Hash);
            db.Add(new AuditPayloadRow { Audit = row, Payload = payload });
        }

        _unlinked.Clear();
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hash(AuditRow row) => Sha256(JsonSerializer.Serialize<object?[]>(
        [row.SubjectId, row.Sequence, row.Act, row.ActorId, row.OnBehalfOfId, Micros(row.At), row.PayloadHash, row.PreviousHash]));

    /// <summary>PostgreSQL keeps microseconds; a finer time would not hash to the same after reading.</summary>
    public static long Micros(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private async Task<(int Sequence, string Hash)> HeadAsync(string subjectId, CancellationToken cancellationToken)
    {
        if (_heads.TryGetValue(subjectId, out var head))
            return head;
        var last = await db.Set<AuditRow>().AsNoTracking()
            .Where(row => row.SubjectId == subjectId)
            .OrderByDescending(row => row.Sequence)
            .Select(row => new { row.Sequence, row.Hash })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return last is null ? (0, "") : (last.Sequence, last.Hash);
    }
}

internal sealed record AuditPayload(string Text, string Actor, string? OnBehalfOf, IReadOnlyDictionary<string, string> Facts);
