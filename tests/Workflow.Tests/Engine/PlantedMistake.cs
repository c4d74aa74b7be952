namespace Workflow.Tests.Engine;

/// <param name="Code">The error's code, as docs/definition-format.md lists it.</param>
/// <param name="Plant">Spoils the file and returns the path that must be reported; null where the file does not admit the
/// mistake.</param>
internal sealed record PlantedMistake(string Name, string Code, Func<DefinitionFile, string?> Plant);
