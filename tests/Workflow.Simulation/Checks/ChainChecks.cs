using Workflow.Simulation.World;

namespace Workflow.Simulation.Checks;

/// <summary>
/// Each new entry of the audit trail names the one before it, looked at in the step that wrote it. The hashes themselves are
/// reckoned anew at the end, by the product's own verifier.
/// </summary>
internal sealed class ChainChecks(SimulationDatabase database)
{
    private long _last;

    public async Task EachStepAsync()
    {
        var entries = await database.QueryAsync(
            """
            select a.id, a.subject_id || ' ' || a.sequence,
              case when a.sequence = 1 then a.previous_hash = '' else coalesce(b.hash = a.previous_hash, false) end
            from audit a left join audit b on b.subject_id = a.subject_id and b.sequence = a.sequence - 1
            where a.id > $1 order by a.id
            """,
            row => (Id: row.GetInt64(0), Name: row.GetString(1), IsLinked: row.GetBoolean(2)), _last).ConfigureAwait(false);
        if (entries.Count == 0)
            return;
        _last = entries[^1].Id;
        Invariants.Hold("the audit chain is whole", entries.Where(entry => !entry.IsLinked).Select(entry => entry.Name));
    }
}
