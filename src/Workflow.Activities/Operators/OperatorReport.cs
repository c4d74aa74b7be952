using Workflow.Runtime;

namespace Workflow.Activities.Operators;

/// <summary>How the whole stands.</summary>
/// <param name="At">UTC.</param>
/// <param name="Faulted">Cases that stand still until they are tried again.</param>
/// <param name="Parked">Signals that reached nobody.</param>
/// <param name="FailedDeadlines">Deadlines that could not fire yet.</param>
/// <param name="UnwrittenPages">Pages decided on that readers do not find yet; those given up too.</param>
/// <param name="OnlineEvents">Online meetings that the calendar does not hold as they are wanted; those given up too.</param>
/// <param name="MadeUp">Deadlines that fired late in the last 30 days, after an outage for instance.</param>
public sealed record OperatorReport(
    DateTimeOffset At,
    IReadOnlyList<WaitingGroup> Waiting,
    IReadOnlyList<WaitingInstance> Faulted,
    IReadOnlyList<ParkedSignal> Parked,
    IReadOnlyList<DeadlineInfo> FailedDeadlines,
    IReadOnlyList<UnwrittenPage> UnwrittenPages,
    IReadOnlyList<LateDeadline> MadeUp,
    IReadOnlyList<MeetingTrouble> Meetings,
    IReadOnlyList<OpenOnlineEvent> OnlineEvents);

/// <param name="Warnings">What is late, and what that endangers.</param>
public sealed record MeetingTrouble(string MeetingId, IReadOnlyList<string> Warnings);

public sealed record DaysAhead(IReadOnlyList<DeadlineInfo> Due, Forecast Mails);

/// <summary>Why a letter went, or did not.</summary>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why this person gets it, as printed at its foot.</param>
/// <param name="Causes">The deadline, the act or the step that it was written with.</param>
/// <param name="SettledAt">UTC; null while nothing is settled.</param>
/// <param name="Became">What became of it, and why, in a sentence.</param>
public sealed record LetterStory(
    string MessageId,
    string Kind,
    string AboutId,
    string ToPersonId,
    string ToName,
    DateTimeOffset DecidedAt,
    string Reason,
    IReadOnlyList<string> Causes,
    LetterStatus Status,
    int Attempts,
    DateTimeOffset? SettledAt,
    string Became);

/// <param name="Due">UTC; null for a rung that was left out because its moment had passed.</param>
/// <param name="Became">What became of it, and why, in a sentence.</param>
public sealed record DeadlineStory(string SubjectId, string Kind, string Rung, DateTimeOffset? Due, string Became);

public sealed record MailStory(IReadOnlyList<LetterStory> Letters, IReadOnlyList<DeadlineStory> Deadlines);
