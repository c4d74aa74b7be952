using Workflow.Forums.Approvals;

namespace Workflow.Activities.Approvals;

/// <summary>What a lifecycle wants approved.</summary>
/// <param name="AboutId">Id of the meeting or item, whose lifecycle waits for the answer.</param>
/// <param name="Content">The parts of the content, so that a change can be told.</param>
/// <param name="Planned">Local day that the plan gives.</param>
internal sealed record ApprovalQuestion(
    ApprovalKind Kind, string AboutId, string Title, string ContentHash, IReadOnlyList<ContentPart> Content, DateOnly Planned)
{
    /// <summary>Id of the author; null where a machine made it.</summary>
    public string? RequestedById { get; init; }

    public IReadOnlyList<string> RecusedIds { get; init; } = [];

    /// <summary>Who is asked, where that is not what the body's rules say of such content; null where it is.</summary>
    public IReadOnlyList<ApprovalLevel>? Levels { get; init; }
}
