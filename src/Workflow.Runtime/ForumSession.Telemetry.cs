namespace Workflow.Runtime;

public sealed partial class ForumSession
{
    /// <summary>What this transaction has done so far, for those who measure.</summary>
    internal TransactionMeasures Measured { get; } = new();
}
