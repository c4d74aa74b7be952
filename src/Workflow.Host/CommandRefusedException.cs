using Workflow.Forums;

namespace Workflow.Host;

/// <summary>A command cannot do what it is asked for: told plainly, exit code 1, nothing written.</summary>
public sealed class CommandRefusedException(IReadOnlyList<Refusal> refusals)
    : Exception(string.Join(Environment.NewLine, refusals.Select(refusal => refusal.Text)))
{
    public CommandRefusedException(Refusal refusal)
        : this([refusal])
    {
    }

    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}
