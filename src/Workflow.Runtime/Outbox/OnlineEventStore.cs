using Workflow.Forums.Meetings;
using Workflow.Forums.People;

namespace Workflow.Runtime;

/// <summary>Events that the calendar does not hold as they are wanted. Claiming commits before the calendar is asked.</summary>
public sealed class OnlineEventStore
{
    private readonly TransactionRunner _transactions;

    internal OnlineEventStore(TransactionRunner transactions) => _transactions = transactions;

    /// <summary>Ids of the meetings whose event is to be looked after now.</summary>
    public Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken) =>
        _transactions.ReadAsync<IReadOnlyList<string>>(
            async (session, token) =>
            [
                .. (await session.OpenOnlineEventsAsync(token).ConfigureAwait(false))
                    .Where(known => OnlineEventRules.IsDue(known, session.Now)).Select(known => known.Id),
            ],
            cancellationToken);

    /// <summary>Of several hosts one has it: the row's version lets only one claim in.</summary>
    /// <param name="past">Why nothing is asked any more once the meeting is over.</param>
    /// <returns>Null where nothing is to be done any more, or another is at it.</returns>
    public Task<OnlineEvent?> ClaimAsync(string meetingId, string past, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            "claim online event",
            Actor.System,
            async (session, token) =>
            {
                var known = await session.OnlineEvents.GetAsync(meetingId, token).ConfigureAwait(false);
                if (!OnlineEventRules.IsDue(known, session.Now))
                    return null;
                var isPast = OnlineEventRules.IsPast(known, session.Now);
                var claimed = isPast
                    ? OnlineEventRules.Failed(known, known.Failure ?? past, session.Now, isFinal: true)
                    : OnlineEventRules.Claim(known, session.Now);
                session.OnlineEvents.Update(claimed);
                return claimed;
            },
            known => known is not null,
            cancellationToken);

    /// <summary>Writes down what the calendar said to a claim, with all that follows from it, in one transaction.</summary>
    /// <returns>False where the claim has outlived its time and another has asked since.</returns>
    public Task<bool> RecordAsync(
        OnlineEvent claimed, Func<ForumSession, OnlineEvent, CancellationToken, Task> record,
        CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            "record online event",
            Actor.System,
            async (session, token) =>
            {
                var known = await session.OnlineEvents.GetAsync(claimed.Id, token).ConfigureAwait(false);
                if (known.Claims != claimed.Claims)
                    return false;
                await record(session, known, token).ConfigureAwait(false);
                return true;
            },
            recorded => recorded,
            cancellationToken);
}
