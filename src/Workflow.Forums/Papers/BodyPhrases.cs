namespace Workflow.Forums.Papers;

/// <summary>What is a body's own in the wording of its papers; built from the body's rules, which are data.</summary>
/// <param name="BodyId">Id of the body; text between fences is for this body alone.</param>
/// <param name="Name">As printed in its papers.</param>
/// <param name="Aliases">Other names and abbreviations for it within its own cluster.</param>
/// <param name="EndsPrefix">What a title begins with when the item ends in this body; null where the body prints none.</param>
/// <param name="RefersPrefix">What a title begins with when the item goes on to another body.</param>
public sealed record BodyPhrases(
    string BodyId, string Name, IReadOnlyList<string> Aliases, string? EndsPrefix = null, string? RefersPrefix = null)
{
    /// <summary>A bare name in a paper means the body of the paper's own cluster; null where clusters do not matter.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether the printed name means this body; blanks and letter case do not count.</summary>
    public bool Names(string printed) => Same(Name, printed) || Aliases.Any(alias => Same(alias, printed));

    private static bool Same(string one, string other) =>
        string.Equals(Squeeze(one), Squeeze(other), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
