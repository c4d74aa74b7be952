using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// Mails as <c>.eml</c> files in a folder; what is settled moves to <c>processed</c> or <c>held</c> below it. Who puts files
/// there
/// writes them under another name first and renames them: a half one would be read as a half mail.
/// </summary>
public sealed class FolderMailbox(string folder, InboundLimits limits, TimeProvider time) : IMailbox
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Offered before and not settled since: they come last, so that one that cannot be filed holds up no other.
    /// </summary>
    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<MailboxItem>> FetchAsync(int most, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(most, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MailboxUnreachableException(MailboxTexts.Say("FolderUnreadable", fault.GetType().Name), fault);
        }
    }

    public Task SettleAsync(string uid, MailboxFolder folder, CancellationToken cancellationToken)
    {
        if (uid.Length == 0 || uid != Path.GetFileName(uid))
            return Task.CompletedTask;
        try
        {
            Move(uid, folder == MailboxFolder.Held ? "held" : "processed");
        }
        catch (FileNotFoundException)
        {
            // Another host, or a person, was quicker.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MailboxUnreachableException(MailboxTexts.Say("FolderUnwritable", fault.GetType().Name), fault);
        }

        _offered.Remove(uid);
        return Task.CompletedTask;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Pause, time, cancellationToken);

    private async Task<IReadOnlyList<MailboxItem>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new DirectoryInfo(folder).GetFiles("*.eml")
            .OrderBy(file => _offered.Contains(file.Name))
            .ThenBy(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal);
        var (items, bytes) = (new List<MailboxItem>(), 0L);
        foreach (var file in files.Take(most))
        {
            if (items.Count > 0 && bytes + file.Length > limits.Bytes)
                break;
            if (await ReadAsync(file, cancellationToken).ConfigureAwait(false) is not { } item)
                continue;
            bytes += item.Content.Length;
            items.Add(item);
            _offered.Add(file.Name);
        }

        return items;
    }

    /// <returns>Null where it is gone meanwhile.</returns>
    private async Task<MailboxItem?> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(
                file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var isWhole = stream.Length <= limits.Bytes;
            var bytes = new byte[isWhole ? stream.Length : limits.HeaderBytes];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return new MailboxItem(
                file.Name, bytes, stream.Length, isWhole, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void Move(string name, string below)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, below)).FullName;
        var path = Path.Combine(target, name);
        // Another mail of the same name lies there: both are kept.
        for (var copy = 2; File.Exists(path); copy++)
            path = Path.Combine(target, $"{Path.GetFileNameWithoutExtension(name)}-{copy}.eml");
        File.Move(Path.Combine(folder, name), path);
    }
}
