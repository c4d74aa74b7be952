namespace Workflow.Forums.Checks;

/// <summary>Something a person should see before a paper is sent or published.</summary>
/// <param name="Item">Number of the item as printed; null where it concerns the whole paper.</param>
/// <param name="Rule">Stable kebab-case name of the rule.</param>
/// <param name="Place">Where: a section's heading, an attachment, a line.</param>
/// <param name="Text">For the person, in the language of <c>CultureInfo.CurrentUICulture</c>.</param>
public sealed record Finding(string? Item, string Rule, FindingSeverity Severity, string Place, string Text);
