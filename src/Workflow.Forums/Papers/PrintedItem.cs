namespace Workflow.Forums.Papers;

/// <summary>How a paper printed an item in its several places: the three titles may differ or be cut.</summary>
/// <param name="Line">Line of the item's first title, from 1.</param>
public sealed record PrintedItem(int Line)
{
    /// <summary>The title in the list of contents.</summary>
    public string? ContentsTitle { get; init; }

    /// <summary>The title above the item's case number, with its routing prefix.</summary>
    public string? HeadingTitle { get; init; }

    /// <summary>The title beside number and access, with its routing prefix.</summary>
    public string? HeaderTitle { get; init; }

    /// <summary>The body's name under the title.</summary>
    public string? Body { get; init; }

    /// <summary>The list of files before the item's header, which may differ from the numbered list.</summary>
    public IReadOnlyList<string> ListedFiles { get; init; } = [];
}
