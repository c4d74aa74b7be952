namespace Workflow.Simulation.Checks;

/// <summary>Something that must always hold does not.</summary>
internal sealed class InvariantException(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    public string Invariant => invariant;
}
