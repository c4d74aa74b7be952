using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Ports;
using Workflow.Forums.Letters;

namespace Workflow.Messaging.Folder;

/// <summary>Puts each letter as an <c>.eml</c> file into a folder: the safe default, and what a replay uses.</summary>
public sealed class FolderMailTransport(MessagingOptions options) : IMailTransport
{
    /// <summary>The file's name comes from the Message-ID: a second try finds the first one's file.</summary>
    public bool IsIdempotent => true;

    /// <summary>The name of a letter's file in the mail folder.</summary>
    public static string FileNameOf(string messageId)
    {
        var slug = messageId.Trim('<', '>').Select(c => IsPlain(c) ? char.ToLowerInvariant(c) : '-');
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..8];
        return $"{new string([.. slug.Take(100)]).Trim('.', '-')}-{digest}.eml";
    }

    public async Task<DeliveryResult> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (LetterCheck.WhyRefused(letter, options) is { } refused)
            return refused;

        var name = FileNameOf(letter.MessageId);
        var path = Path.Combine(options.MailFolder, name);
        var bytes = LetterMime.Write(letter, options);
        try
        {
            if (await AtomicFile.HoldsAsync(path, bytes, cancellationToken).ConfigureAwait(false))
                return new DeliveryResult.Sent(name);

            if (File.Exists(path))
                return new DeliveryResult.Refused($"{name} was sent before with another content.", Permanent: true);

            await AtomicFile.WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
            return new DeliveryResult.Sent(name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full or locked disk: the rename has not happened, so trying again is safe.
            return new DeliveryResult.Refused($"The mail folder cannot be written: {fault.Message}", Permanent: false);
        }
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}
