namespace Workflow.Engine.Definitions;

/// <summary>Running instances keep the version they began with, so a version's content never changes.</summary>
public static class VersionReuse
{
    /// <param name="storedHash">Content hash stored for the definition's id and version; null where it is new.</param>
    public static DefinitionError? Check(WorkflowDefinition definition, string? storedHash) =>
        storedHash is null || string.Equals(storedHash, definition.ContentHash, StringComparison.Ordinal)
            ? null
            : new DefinitionError(
                "version-reused", "$.version",
                $"Version {definition.Version} of '{definition.DefinitionId}' was stored before with other content.",
                $"Write \"version\": {definition.Version + 1} and give \"id\" a new value.");
}
