using System.Data.Common;

namespace Workflow.OnElsa;

/// <summary>
/// The forum's transaction is not there any more, or something of it cannot be had now. As the database's own word for it, the
/// forum's runtime runs the burst again from its start.
/// </summary>
internal sealed class TransactionLostException(string message) : DbException(message)
{
    public override bool IsTransient => true;
}
