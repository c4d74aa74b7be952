using Workflow.Engine.Instances;

namespace Workflow.Runtime.Storage;

internal sealed class InstanceRow
{
    /// <summary>The subject's id: one instance per subject.</summary>
    public string Id { get; set; } = "";

    public string DefinitionId { get; set; } = "";

    public int DefinitionVersion { get; set; }

    public string? ParentId { get; set; }

    public InstanceStatus Status { get; set; }

    public string? ActivityId { get; set; }

    /// <summary>Names of signals, separated by a space.</summary>
    public string WaitsFor { get; set; } = "";

    public int Step { get; set; }

    public int Version { get; set; }

    public string? Fault { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class HistoryRow
{
    public string InstanceId { get; set; } = "";

    public int Step { get; set; }

    public string ActivityId { get; set; } = "";

    public string ActivityType { get; set; } = "";

    public string Outcome { get; set; } = "";

    public string Reason { get; set; } = "";

    public string ActorId { get; set; } = "";

    public string? OnBehalfOfId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Id of the Hangfire job that fired the deadline; null where no deadline did.</summary>
    public string? JobId { get; set; }
}

internal sealed class SignalRow
{
    public long Id { get; set; }

    public string InstanceId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Data { get; set; } = "{}";

    public string ActorId { get; set; } = "";

    public string ActorName { get; set; } = "";

    public string? OnBehalfOfId { get; set; }

    public string? OnBehalfOfName { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextTry { get; set; }

    /// <summary>Why the last try failed; kept with the row until an operator asks for another.</summary>
    public string? Failure { get; set; }

    /// <summary>Given up: waits for an operator.</summary>
    public bool IsParked { get; set; }
}

internal sealed class DeadlineRow
{
    public long Id { get; set; }

    public string SubjectId { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Rung { get; set; } = "";

    public int SubjectVersion { get; set; }

    public DateTimeOffset Due { get; set; }

    public string SignalName { get; set; } = "";

    public DateTimeOffset? FiredAt { get; set; }

    public string? JobId { get; set; }

    public bool IsLate { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public string? CancelReason { get; set; }

    /// <summary>When it is tried next; null once fired, cancelled or parked. The only thing the sweep looks at.</summary>
    public DateTimeOffset? NextTry { get; set; }

    public int Attempts { get; set; }

    public string? Failure { get; set; }
}

internal sealed class LetterRow
{
    public long Id { get; set; }

    public string MessageId { get; set; } = "";

    public string AboutId { get; set; } = "";

    public string Kind { get; set; } = "";

    public string RecipientId { get; set; } = "";

    /// <summary>What its envelope sender carries where each letter has one of its own; a bounce names the letter by it.</summary>
    public string? BounceToken { get; set; }

    public string Data { get; set; } = "";

    public DateTimeOffset QueuedAt { get; set; }
}

/// <summary>Kept apart from the letter, so that a change of status does not rewrite its text.</summary>
internal sealed class LetterStatusRow
{
    public long LetterId { get; set; }

    public LetterStatus Status { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? NextTry { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>When it was last taken for sending; with the host and the try it says whose result counts.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>The host that took it last.</summary>
    public string? ClaimedBy { get; set; }
}

internal sealed class AuditRow
{
    public long Id { get; set; }

    public string SubjectId { get; set; } = "";

    public int Sequence { get; set; }

    public string Act { get; set; } = "";

    public string ActorId { get; set; } = "";

    public string? OnBehalfOfId { get; set; }

    public DateTimeOffset At { get; set; }

    public string PayloadHash { get; set; } = "";

    public string PreviousHash { get; set; } = "";

    public string Hash { get; set; } = "";
}

/// <summary>What may be erased, with a reason, while the chain stays whole.</summary>
internal sealed class AuditPayloadRow
{
    public long AuditId { get; set; }

    public AuditRow Audit { get; set; } = null!;

    public string? Payload { get; set; }

    public string? ErasedReason { get; set; }
}

internal sealed class CommandRow
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string ActorId { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string Result { get; set; } = "";
}

internal sealed class DefinitionRow
{
    public string DefinitionId { get; set; } = "";

    public int Version { get; set; }

    public string ContentHash { get; set; } = "";

    public string Json { get; set; } = "";

    public DateTimeOffset StoredAt { get; set; }
}
