namespace Workflow.Forums.Meetings;

/// <summary>What a calendar is told of a meeting: no item and no title, for calendars are shared with others.</summary>
/// <param name="Subject">Names the body.</param>
/// <param name="Start">An instant; the offset does not matter.</param>
/// <param name="End">An instant after <paramref name="Start"/>.</param>
public sealed record EventFacts(string Subject, DateTimeOffset Start, DateTimeOffset End, string? Place);
