namespace Workflow.Forums.Papers;

/// <summary>A piece of text with one audience.</summary>
/// <param name="Text">Paragraphs separated by an empty line; list items begin with "- "; cells are separated by a tab.</param>
/// <param name="Audience">Id of the only body that may see it; null for all.</param>
public sealed record TextBlock(string Text, string? Audience = null);
