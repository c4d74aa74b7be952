using Workflow.Engine.Instances;
using Workflow.Forums.Letters;

namespace Workflow.Runtime;

/// <summary>An act or a step. Times are UTC.</summary>
public sealed record TimelineEntry(
    DateTimeOffset At,
    string SubjectId,
    string Act,
    string ActorId,
    string Actor,
    string? OnBehalfOf,
    string Text,
    IReadOnlyDictionary<string, string> Facts);

/// <param name="WaitsFor">Names of signals, separated by a space.</param>
public sealed record WaitingInstance(
    string SubjectId, string DefinitionId, int DefinitionVersion, InstanceStatus Status, string? ActivityId,
    string WaitsFor, string? Fault);

/// <param name="JobId">Id of the Hangfire job that fired the deadline; null where no deadline did.</param>
public sealed record HistoryLine(
    int Step,
    string ActivityId,
    string ActivityType,
    string Outcome,
    string Reason,
    string ActorId,
    string? OnBehalfOfId,
    DateTimeOffset At,
    string? JobId);

public sealed record LetterLine(
    Letter Letter, DateTimeOffset QueuedAt, LetterStatus Status, int Attempts, DateTimeOffset? SettledAt, string? Reason);

/// <param name="Id">Names it when an operator dismisses it.</param>
public sealed record ParkedSignal(long Id, string SubjectId, string Signal, DateTimeOffset RaisedAt, string Failure);
