namespace Workflow.Forums;

/// <summary>An expected "no", with its reason for the person who asked.</summary>
/// <param name="Code">Stable kebab-case code such as <c>already-approved</c>.</param>
/// <param name="Text">What, where and what to do, in the language of the current UI culture.</param>
public sealed record Refusal(string Code, string Text);
