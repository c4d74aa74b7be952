using System.Security.Cryptography;
using System.Text;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Run;

/// <summary>
/// What happened, in order: for the person who looks for a mistake, and as a hash, to see that a run is the same again.
/// </summary>
internal sealed class Trace(bool isLoud, TimeProvider clock) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Tell(string what)
    {
        var line = $"{clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} {what}";
        if (isLoud)
            Console.WriteLine(line);
        lock (_hash)
            _hash.AppendData(Encoding.UTF8.GetBytes(line));
    }

    /// <summary>The audit trail binds every act, text and time; the rest of the rows stand beside it.</summary>
    public async Task<string> HashAsync(SimulationDatabase database)
    {
        foreach (var statement in new[]
        {
            "select hash from audit order by id",
            "select message_id from letters order by id",
            "select status from letter_statuses order by letter_id",
            "select instance_id || ' ' || step || ' ' || outcome from history order by instance_id, step",
        })
        {
            foreach (var row in await database.QueryAsync(statement, reader => reader.GetString(0)).ConfigureAwait(false))
                _hash.AppendData(Encoding.UTF8.GetBytes(row));
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset())[..16];
    }

    public void Dispose() => _hash.Dispose();
}
