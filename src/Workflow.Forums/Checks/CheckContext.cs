using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>What a check may lean on beside the paper itself.</summary>
public sealed record CheckContext
{
    public static CheckContext None { get; } = new();

    /// <summary>The body whose paper it is.</summary>
    public BodyPhrases? Own { get; init; }

    /// <summary>Bodies of the paper's own cluster first.</summary>
    public IReadOnlyList<BodyPhrases> Bodies { get; init; } = [];
}
