namespace Workflow.Forums.Approvals;

/// <summary>What a person answers to a request for approval.</summary>
/// <param name="ContentHash">Hash of the content the person saw; null where the way of answering is bound to the request.</param>
/// <param name="At">UTC.</param>
public sealed record ApprovalAnswer(string PersonId, bool Approves, string? Reason, string? ContentHash, DateTimeOffset At);
