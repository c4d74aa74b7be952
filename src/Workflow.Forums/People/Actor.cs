namespace Workflow.Forums.People;

/// <summary>Who acts, and for whom.</summary>
/// <param name="Id">Id of the person, or of a machine part such as <c>system</c>.</param>
public sealed record Actor(string Id, string Name)
{
    /// <summary>Id of the person whose duty is done, where a deputy acts.</summary>
    public string? OnBehalfOfId { get; init; }

    public string? OnBehalfOfName { get; init; }

    public static Actor System { get; } = new("system", "system");
}
