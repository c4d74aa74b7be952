namespace Workflow.Forums.Meetings;

/// <summary>
/// One event per meeting, whatever is answered, lost or asked twice. What is wanted changes with the meeting; what the calendar
/// holds follows, one step after the other.
/// </summary>
public static class OnlineEventRules
{
    /// <summary>With the pauses between them about nine hours; then a person looks at it.</summary>
    public const int MostAttempts = 10;

    /// <summary>Longer than one question to the calendar may take.</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <param name="before">Null where none was wanted yet.</param>
    /// <param name="now">UTC.</param>
    public static OnlineEvent Want(OnlineEvent? before, string meetingId, EventFacts facts, DateTimeOffset now) => before switch
    {
        null => new OnlineEvent { Id = meetingId, Since = now, Wanted = facts },
        { } known when known.Wanted == facts => known,
        { } known => TryAgain(known with { Wanted = facts }),
    };

    public static OnlineEvent Withdraw(OnlineEvent known) =>
        known.Wanted is null ? known : TryAgain(known with { Wanted = null });

    /// <summary>From the beginning. What failed last stays to be read until it is done.</summary>
    public static OnlineEvent TryAgain(OnlineEvent known) => known with { Attempts = 0, NextTry = null, GivenUpAt = null };

    public static EventStep Next(OnlineEvent known) => known switch
    {
        { Wanted: null, EventId: not null } => EventStep.Cancel,
        // Perhaps it was made and the answer lost: asked once more the calendar names it, and it can be cancelled.
        { Wanted: null, Asked: not null } => EventStep.Create,
        { Wanted: null } => EventStep.None,
        { EventId: null } => EventStep.Create,
        // Nothing is to be moved where only the link is still to come; but the answer to a move names it.
        _ when known.Held != known.Wanted || known.JoinUrl is null => EventStep.Move,
        _ => EventStep.None,
    };

    /// <summary>Whether something is still to be done with it, by the calendar or by a person.</summary>
    public static bool IsOpen(OnlineEvent known) => Next(known) != EventStep.None;

    /// <param name="now">UTC.</param>
    public static bool IsDue(OnlineEvent known, DateTimeOffset now) =>
        IsOpen(known) && known.GivenUpAt is null && !(known.NextTry > now) && !(known.ClaimedUntil > now);

    /// <summary>Nobody can join any more.</summary>
    public static bool IsPast(OnlineEvent known, DateTimeOffset now) => known.Wanted is { } wanted && wanted.End <= now;

    /// <summary>
    /// To be committed before the calendar is asked: what a question says is fixed from then on, and so a process that dies
    /// before it has read the answer, or another host, asks the very same again.
    /// </summary>
    public static OnlineEvent Claim(OnlineEvent known, DateTimeOffset now) => known with
    {
        Claims = known.Claims + 1,
        ClaimedUntil = now + ClaimLifetime,
        Asked = Next(known) == EventStep.Create ? known.Asked ?? known.Wanted : known.Asked,
    };

    /// <param name="sent">What the calendar was told with this question.</param>
    /// <param name="joinUrl">Null where the calendar named none: a link that is known stays.</param>
    public static OnlineEvent Stands(OnlineEvent known, EventFacts sent, string eventId, string? joinUrl) => TryAgain(known) with
    {
        EventId = eventId,
        JoinUrl = joinUrl ?? known.JoinUrl,
        Held = sent,
        ClaimedUntil = null,
        Failure = null,
    };

    /// <summary>Not in the calendar any more. Where it is still wanted a new one is made, with a link of its own.</summary>
    public static OnlineEvent Gone(OnlineEvent known) => TryAgain(known) with
    {
        Generation = known.Generation + 1,
        EventId = null,
        JoinUrl = null,
        Asked = null,
        Held = null,
        ClaimedUntil = null,
        Failure = null,
    };

    /// <summary>The pause doubles with each try.</summary>
    /// <param name="notBefore">UTC; the calendar asked to be left alone until then, and the try does not count.</param>
    /// <param name="isFinal">The same question would be refused again.</param>
    public static OnlineEvent Failed(
        OnlineEvent known, string cause, DateTimeOffset now, DateTimeOffset? notBefore = null, bool isFinal = false)
    {
        var attempts = notBefore is null ? known.Attempts + 1 : known.Attempts;
        var isLast = isFinal || attempts >= MostAttempts;
        var pause = FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, MostAttempts));
        return known with
        {
            Attempts = attempts,
            Failure = cause,
            ClaimedUntil = null,
            NextTry = isLast ? null : notBefore ?? now + (pause < LongestPause ? pause : LongestPause),
            GivenUpAt = isLast ? now : null,
        };
    }
}
