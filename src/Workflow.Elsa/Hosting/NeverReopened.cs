using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Workflow.OnElsa.Hosting;

/// <summary>
/// EF opens a connection that it finds closed. That of a burst was opened, and its transaction begun, by the forum's runtime:
/// where it broke, the transaction is gone, and what EF wrote on a new session would be kept without it.
/// </summary>
internal sealed class NeverReopened : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Refuse(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        Refuse(connection);
        return ValueTask.FromResult(result);
    }

    private static void Refuse(DbConnection connection)
    {
        if (ElsaBurst.Current is { } burst && ReferenceEquals(burst.Connection, connection))
            throw new TransactionLostException(ElsaTexts.TransactionLost(burst.InstanceId));
    }
}
