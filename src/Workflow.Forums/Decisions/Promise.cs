namespace Workflow.Forums.Decisions;

/// <summary>Something a decision promises for later.</summary>
/// <param name="Text">The sentence as written.</param>
/// <param name="From">First local day it may be due; null where the text names no time.</param>
/// <param name="To">Last local day: a month's last day, or the same day.</param>
/// <param name="NextMeeting">The text names a coming meeting without saying when.</param>
public sealed record Promise(string Text, DateOnly? From, DateOnly? To, bool NextMeeting);
