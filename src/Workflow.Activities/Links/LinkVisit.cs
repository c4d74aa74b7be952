namespace Workflow.Activities.Links;

/// <summary>Who stands at the door, as far as HTTP tells.</summary>
/// <param name="Language">In which a refusal is told; null for the body's.</param>
/// <param name="Address">IP address, for the trail of refused links; null where there is none.</param>
public sealed record LinkVisit(string? Language = null, string? Address = null)
{
    /// <summary>An act tells a refusal by its page, in the language of that page.</summary>
    public LinkVisit InTheBodysLanguage => this with { Language = null };
}
