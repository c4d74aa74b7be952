using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Ports;
using Workflow.Forums.Publications;

namespace Workflow.Messaging.Folder;

/// <summary>Writes pages under a root folder by their relative path.</summary>
public sealed class PublicationFolder(MessagingOptions options) : IPublicationTarget
{
    /// <exception cref="PublicationException">The path leaves the root, or the content is not what was hashed.</exception>
    /// <exception cref="IOException">The folder cannot be written; a later try may succeed.</exception>
    public async Task WriteAsync(Publication publication, CancellationToken cancellationToken)
    {
        var path = PathOf(publication);
        var bytes = Encoding.UTF8.GetBytes(publication.Content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!string.Equals(hash, publication.ContentHash, StringComparison.OrdinalIgnoreCase))
            throw new PublicationException($"The page {publication.Id} is not the one that was made: its hash differs.");

        if (!await AtomicFile.HoldsAsync(path, bytes, cancellationToken).ConfigureAwait(false))
            await AtomicFile.WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
    }

    private string PathOf(Publication publication)
    {
        var segments = publication.Path.Split('/');
        if (segments.Any(segment => !IsPlain(segment)))
            throw new PublicationException(
                $"The page {publication.Id} has a path that may leave the folder: '{publication.Path}'.");

        var path = Path.Combine([Path.GetFullPath(options.PublicationRoot), .. segments]);
        if (LeadsThroughLink(segments))
            throw new PublicationException($"The page {publication.Id} would be written through a link: '{publication.Path}'.");

        return path;
    }

    /// <summary>Names that mean the same on every system: no empty, dot, drive, backslash or control character.</summary>
    private static bool IsPlain(string segment) => segment.Length is > 0 and <= 200
        && segment[0] != '.'
        && segment[^1] is not ('.' or ' ')
        && segment.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ');

    private bool LeadsThroughLink(string[] segments)
    {
        var path = Path.GetFullPath(options.PublicationRoot);
        foreach (var segment in segments)
        {
            path = Path.Combine(path, segment);
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (entry.LinkTarget is not null)
                return true;
        }

        return false;
    }
}
