using Microsoft.EntityFrameworkCore;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums.Bodies;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime.Instances;

/// <summary>What a failed step means for its instance.</summary>
internal static class Failures
{
    /// <summary>Whether the step failed, as opposed to the process being told to stop or dying.</summary>
    public static bool IsOfTheStep(Exception exception, CancellationToken cancellationToken) =>
        exception is not ProcessDeathException
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    /// <summary>
    /// The database is away, or others are quicker: not the case's doing, so its tries are not counted. What it adds twice is
    /// its own doing.
    /// </summary>
    public static bool IsOutage(Exception exception) =>
        exception is DatabaseConflictException { InnerException: { } cause } && !TransactionRunner.IsThereAlready(cause);

    /// <summary>The host does not know what the case runs by; another may.</summary>
    public static bool IsOfThisHost(Exception exception) =>
        exception is NotRunHereException or UnknownRulesException or UnknownBodyException;

    public static bool IsRetryable(Exception exception) =>
        exception is RetryableActivityException or DatabaseConflictException;

    /// <summary>Stops the instance until an operator asks for another try.</summary>
    /// <returns>Whether it was stopped: an instance that has ended, or is none, stays what it is.</returns>
    public static async Task<bool> FaultAsync(
        ForumSession session, string instanceId, string failure, CancellationToken cancellationToken)
    {
        var row = await session.Db.Set<InstanceRow>()
            .FirstOrDefaultAsync(row => row.Id == instanceId, cancellationToken).ConfigureAwait(false);
        if (row?.Status is not (InstanceStatus.Created or InstanceStatus.Waiting))
            return false;
        (row.Status, row.Fault, row.Version) = (InstanceStatus.Faulted, failure, row.Version + 1);
        session.Audit(instanceId, "faulted", failure);
        return true;
    }
}
