using Workflow.Engine;
using Workflow.Forums;

namespace Workflow.Activities.Replay;

/// <summary>The product refused what the replay did: the paper cannot have come about by its rules.</summary>
public sealed class ReplayRefusedException(string step, Refusal refusal) : WorkflowException($"{step}: {refusal.Text}")
{
    public Refusal Refusal { get; } = refusal;
}
