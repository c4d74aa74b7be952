using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>An agenda or minutes on the way, as one reader may see them.</summary>
/// <param name="Html">A whole page, marked as a draft and kept from search engines.</param>
public sealed record MeetingDraft(MeetingPaper Paper, string Html);
