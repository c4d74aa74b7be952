using System.Security.Cryptography;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>Files by the hash of their content.</summary>
public sealed partial class ForumSession
{
    /// <summary>
    /// Keeps a file in this transaction; the same content again is kept once, under the media type it came with first.
    /// </summary>
    /// <returns>SHA-256 (hex) of the content.</returns>
    public Task<string> StoreFileAsync(byte[] content, string mediaType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        _writes.Insert(
            new FileRow { Hash = hash, MediaType = mediaType, Size = content.LongLength, Content = content, StoredAt = Now },
            "on conflict do nothing");
        return Task.FromResult(hash);
    }

    /// <summary>Null where no file has the hash.</summary>
    public async Task<StoredFile?> FileAsync(string hash, CancellationToken cancellationToken)
    {
        if (_writes.Touches<FileRow>())
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _transaction.ListAsync<FileRow>("where hash = $1", [hash], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : new StoredFile(hash, rows[0].MediaType, rows[0].Content);
    }
}

/// <param name="Hash">SHA-256 (hex) of the content.</param>
public sealed record StoredFile(string Hash, string MediaType, byte[] Content);
