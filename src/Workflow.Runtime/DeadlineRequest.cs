namespace Workflow.Runtime;

/// <summary>A deadline that belongs to a subject. The same (subject, kind, rung, version) again does nothing.</summary>
/// <param name="Due">UTC.</param>
/// <param name="SignalName">Name of the signal that firing gives to the subject's instance.</param>
public sealed record DeadlineRequest(
    string SubjectId, string Kind, string Rung, int SubjectVersion, DateTimeOffset Due, string SignalName);

/// <summary>A stored deadline. All times UTC.</summary>
public sealed record DeadlineInfo(
    string SubjectId,
    string Kind,
    string Rung,
    int SubjectVersion,
    DateTimeOffset Due,
    DateTimeOffset? FiredAt,
    DateTimeOffset? CancelledAt,
    string? CancelReason,
    string? Failure)
{
    public bool IsOpen => FiredAt is null && CancelledAt is null;
}
