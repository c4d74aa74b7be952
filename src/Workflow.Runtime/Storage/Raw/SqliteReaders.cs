using System.Collections.Concurrent;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>
/// Connections for reading, kept with the statements prepared on them: reads may run beside each other and beside the writer,
/// each on one of its own. Preparing a statement costs more than running it.
/// </summary>
internal sealed class SqliteReaders(DatabaseFactory factory) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];

    public async Task<T> UseAsync<T>(Func<SqliteSession, Task<T>> read)
    {
        if (!_idle.TryTake(out var session))
            session = factory.OpenSqlite();
        try
        {
            var result = await read(session).ConfigureAwait(false);
            _idle.Add(session);
            return result;
        }
        catch
        {
            // Nobody knows what it is left in.
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
    }
}
