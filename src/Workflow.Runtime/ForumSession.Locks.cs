using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

public sealed partial class ForumSession
{
    /// <summary>
    /// Until the end of this transaction nobody else plans or moves a meeting of the body, or decides that it has none for an
    /// item. Without it the two could miss each other: neither sees what the other has not committed yet. SQLite has one
    /// writer, so nothing is needed there. Taken late and by few, never on the way of an item that finds its meeting.
    /// </summary>
    /// <param name="bodyId">Null for items that wait for a body nobody has configured.</param>
    public async Task LockMeetingsOfAsync(string? bodyId, CancellationToken cancellationToken)
    {
        // Whoever holds the lock asks anew: somebody may have planned one just before it was taken.
        _whole.Clear();
        if (!_transaction.IsPostgres)
            return;
        var name = "meetings of " + bodyId;
        await _transaction.ReadAsync(
            [new RawQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))", [name], _ => { })],
            cancellationToken).ConfigureAwait(false);
    }
}
