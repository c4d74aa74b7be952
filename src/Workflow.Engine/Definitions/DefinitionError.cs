namespace Workflow.Engine.Definitions;

/// <summary>One mistake of a definition file. All mistakes of a file are reported together.</summary>
/// <param name="Code">Stable code such as <c>unknown-activity</c>.</param>
/// <param name="Path">JSON path of the place, such as <c>$.root.activities[3].type</c>.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record DefinitionError(string Code, string Path, string Message, string Hint);
