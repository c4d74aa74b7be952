namespace Workflow.Forums.Deadlines;

/// <summary>A deadline of a meeting's plan.</summary>
/// <param name="Kind">Stable name, such as <c>submission</c> or <c>dispatch</c>.</param>
/// <param name="Day">Local day in the body's zone.</param>
/// <param name="Due">UTC; a day deadline ends at the end of the local day.</param>
/// <param name="Rule">How it was counted, printed with it.</param>
public sealed record PlannedDeadline(string Kind, DateOnly Day, DateTimeOffset Due, string Rule);
