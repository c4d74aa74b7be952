using Workflow.Forums.Letters;
using Workflow.Runtime.Storage;
using Workflow.Runtime.Storage.Raw;

namespace Workflow.Runtime;

/// <summary>A letter as the outbox holds it.</summary>
/// <param name="Attempts">How often it was taken for sending.</param>
public sealed record StoredLetter(Letter Letter, LetterStatus Status, int Attempts);

/// <summary>A letter that did not get through, or may not have, goes once more because a person says so.</summary>
public sealed partial class ForumSession
{
    private const string FindLetter =
        """
        select letters.data, letter_statuses.status, letter_statuses.attempts
        from letters join letter_statuses on letter_statuses.letter_id = letters.id
        where letters.message_id = $1
        """;

    /// <summary>
    /// Only from the state that was looked at: of two people at once the second comes too late, and is told so.
    /// </summary>
    private static readonly string SendAgain =
        $"""
        update letter_statuses set status = 'Pending', next_try = $3, settled_at = null,
            attempts = (attempts / {LetterClaims.Round} + 1) * {LetterClaims.Round}
        where letter_id = (select id from letters where message_id = $1) and status = $2
        returning letter_id
        """;

    /// <returns>Null where there is none.</returns>
    public async Task<StoredLetter?> FindLetterAsync(string messageId, CancellationToken cancellationToken)
    {
        StoredLetter? found = null;
        await _transaction.ReadAsync(
            [
                new RawQuery(FindLetter, [messageId], reader => found = new StoredLetter(
                    ForumJson.Read<Letter>(reader.GetString(0)), Enum.Parse<LetterStatus>(reader.GetString(1)),
                    reader.GetInt32(2))),
            ],
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Puts the letter back into the queue, as it is: same text, same Message-ID; its tries count anew.</summary>
    /// <returns>False where it stands otherwise by now than it was found.</returns>
    public async Task<bool> SendAgainAsync(StoredLetter letter, CancellationToken cancellationToken)
    {
        var changed = false;
        await _transaction.ReadAsync(
            [new RawQuery(SendAgain, [letter.Letter.MessageId, letter.Status.ToString(), Now], _ => changed = true)],
            cancellationToken).ConfigureAwait(false);
        Effects |= SessionEffects.Letters;
        return changed;
    }
}
