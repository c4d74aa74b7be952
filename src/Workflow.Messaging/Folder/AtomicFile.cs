namespace Workflow.Messaging.Folder;

/// <summary>A file that is there whole or not at all, also when the process dies half-way.</summary>
internal static class AtomicFile
{
    public static async Task<bool> HoldsAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != content.Length)
            return false;

        var existing = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        return content.Span.SequenceEqual(existing);
    }

    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // In the same folder, since a rename is atomic only within one file system. A fixed name: what a crash left behind
        // is overwritten by the next try instead of piling up. Readers look for the real extensions only.
        var temporary = path + ".part";
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        // Crash here: only the .part file is there; the row is still open and the next try writes it again.
        File.Move(temporary, path, overwrite: true);
    }
}
