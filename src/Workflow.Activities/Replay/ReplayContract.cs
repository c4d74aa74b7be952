namespace Workflow.Activities.Replay;

/// <summary>What a replay gives a program: the machine-readable contract of <c>replay --json</c>.</summary>
public sealed record ReplayReport(
    IReadOnlyList<ReplayedItem> Items,
    IReadOnlyList<ReplayedMail> Mails,
    IReadOnlyList<ReplayedEscalation> Escalations,
    IReadOnlyList<ReplayedTask> Tasks,
    IReadOnlyList<string> Published,
    IReadOnlyList<string> Notes);

public sealed record ReplayedItem(
    string Number, string Route, ReplayTarget? To, string? Reason, IReadOnlyList<string> Contradictions);

/// <param name="Body">Configured name, else as written.</param>
public sealed record ReplayTarget(string? Body, DateOnly? Date);

/// <param name="File">Relative to the folder of the replay.</param>
public sealed record ReplayedMail(string Kind, string To, string MessageId, string? File, string Status);

public sealed record ReplayedEscalation(DateTimeOffset At, string Subject, string From, string To, string Rung, string Effect);

public sealed record ReplayedTask(string Kind, string? Item, string Body, string Text, DateTimeOffset? Due);

/// <summary>A line of <c>timeline.json</c>. The time is local in the body's zone, with its offset.</summary>
public sealed record TimelineEvent(DateTimeOffset At, string Kind, string Subject, string Who, string Text);
