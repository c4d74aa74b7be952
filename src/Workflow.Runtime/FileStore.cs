namespace Workflow.Runtime;

/// <summary>Reads the files that sessions have kept.</summary>
public sealed class FileStore
{
    private readonly TransactionRunner _transactions;

    internal FileStore(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Null where no file has the hash.</summary>
    public Task<StoredFile?> ReadAsync(string hash, CancellationToken cancellationToken) =>
        _transactions.ReadAsync((session, token) => session.FileAsync(hash, token), cancellationToken);
}
