using Workflow.Engine;
using Workflow.Engine.Definitions;

namespace Workflow.Runtime;

/// <summary>The host does not start with a broken definition. All mistakes of all files, together.</summary>
public sealed class BrokenDefinitionsException(IReadOnlyList<DefinitionMistake> mistakes) : WorkflowException(Describe(mistakes))
{
    public IReadOnlyList<DefinitionMistake> Mistakes { get; } = mistakes;

    private static string Describe(IReadOnlyList<DefinitionMistake> mistakes) => string.Join(
        Environment.NewLine,
        mistakes.Select(mistake => $"{mistake.File}: {mistake.Error.Path}: {mistake.Error.Message} {mistake.Error.Hint}"));
}

/// <param name="File">Name of the file; empty where it is about the folder.</param>
public sealed record DefinitionMistake(string File, DefinitionError Error);
