using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <content>EF over the session's transaction, for what is not on the hot path.</content>
public sealed partial class ForumSession
{
    private ForumDbContext? _db;

    /// <summary>
    /// Joins when it is first asked; the transaction has to have begun, or its use been announced by <see cref="DbAsync"/>.
    /// </summary>
    internal ForumDbContext Db
    {
        get
        {
            if (_db is not null)
                return _db;
            var db = _factory.Create();
            _transaction.Join(db);
            return _db = db;
        }
    }

    /// <summary>Begins the transaction where nothing was said to the database yet.</summary>
    internal async Task<ForumDbContext> DbAsync(CancellationToken cancellationToken)
    {
        await _transaction.BeginAsync(cancellationToken).ConfigureAwait(false);
        return Db;
    }
}
