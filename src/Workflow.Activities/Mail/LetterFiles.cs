using Workflow.Forums.Letters;
using Workflow.Runtime;

namespace Workflow.Activities.Mail;

/// <summary>Documents that go with letters, looked up when the letters are about to leave: each once for a whole group.</summary>
internal static class LetterFiles
{
    /// <returns>The same letters; one whose document is not there has none, and the transport refuses it.</returns>
    public static async Task<IReadOnlyList<ClaimedLetter>> WithContentAsync(
        ForumSession session, IReadOnlyList<ClaimedLetter> claimed, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var hash in claimed.Select(letter => letter.Letter.Attachment?.Hash).OfType<string>()
            .Distinct(StringComparer.Ordinal))
            contents[hash] = (await session.FileAsync(hash, cancellationToken).ConfigureAwait(false))?.Content;
        return contents.Count == 0 ? claimed :
        [
            .. claimed.Select(letter => letter.Letter.Attachment is { } attachment
                ? letter with { Letter = With(letter.Letter, attachment with { Content = contents[attachment.Hash] }) }
                : letter),
        ];
    }

    private static Letter With(Letter letter, LetterAttachment attachment) => letter with { Attachment = attachment };
}
