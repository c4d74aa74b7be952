namespace Workflow.Documents.Letters;

/// <summary>The one person or office a letter goes to.</summary>
/// <param name="Address">E-mail address.</param>
/// <param name="Language"><c>da</c> or <c>en</c>; null for the body's own.</param>
public sealed record Recipient(string PersonId, string Name, string Address, string? Language = null);
