namespace Workflow.Engine.Definitions;

/// <summary>What reading a file gave: a definition, or every error found in it.</summary>
public sealed record DefinitionReading(WorkflowDefinition? Definition, IReadOnlyList<DefinitionError> Errors);
