namespace Workflow.Activities.Ports;

/// <summary>One recipient that a letter of ours did not reach, or not yet.</summary>
/// <param name="Address">As the report says; null where it does not. It may differ from the one we wrote to (forwarding).</param>
/// <param name="MessageId">Of our letter, with its angle brackets; null where the report does not say.</param>
/// <param name="Status">Enhanced status code (RFC 3463) such as <c>5.1.1</c>; null where none is given.</param>
/// <param name="Diagnostic">One line of the server's words, at most 300 characters. It may hold addresses: not for logs.</param>
/// <param name="Permanent">False where the server goes on trying, or where the status begins with 4.</param>
public sealed record InboundBounce(string? Address, string? MessageId, string? Status, string? Diagnostic, bool Permanent);
