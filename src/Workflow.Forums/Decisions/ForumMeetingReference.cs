namespace Workflow.Forums.Decisions;

/// <summary>A meeting of a body named in a text.</summary>
/// <param name="Body">As written; null where the text names only the date of a meeting.</param>
/// <param name="KnownBodyId">Id of the configured body it names; null where none is known by that name.</param>
public sealed record ForumMeetingReference(string Body, string? KnownBodyId, DateOnly Date, string Sentence);
