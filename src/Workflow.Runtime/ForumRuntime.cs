using Microsoft.EntityFrameworkCore;
using Workflow.Forums;
using Workflow.Runtime.Instances;
using Workflow.Runtime.Storage;

namespace Workflow.Runtime;

/// <summary>
/// Runs use cases. The domain decides; what it decided is written with the signals for the instances concerned, in one
/// transaction; the caller's own signal, when it is the only one, is delivered in the same.
/// </summary>
public sealed class ForumRuntime
{
    private readonly TransactionRunner _transactions;
    private readonly InstanceRunner _instances;

    internal ForumRuntime(TransactionRunner transactions, InstanceRunner instances) =>
        (_transactions, _instances) = (transactions, instances);

    /// <returns>
    /// What the domain ruled. On a refusal nothing was written. The same command id again gives the first result back.
    /// </returns>
    public async Task<Ruling<T>> ExecuteAsync<T>(
        CommandEnvelope command, Func<ForumSession, CancellationToken, Task<Ruling<T>>> decide, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(command, decide, inline: true, cancellationToken).ConfigureAwait(false);
        }
        catch (InlineDeliveryException)
        {
            // The act itself is fine; what it sets in motion is not. The signal waits in its row, where the deliverer
            // tries it again and makes its failure visible.
            return await RunAsync(command, decide, inline: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads without changing; outside the gate of the writers.</summary>
    public Task<T> ReadAsync<T>(Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transactions.ReadAsync(read, cancellationToken);

    private Task<Ruling<T>> RunAsync<T>(
        CommandEnvelope command,
        Func<ForumSession, CancellationToken, Task<Ruling<T>>> decide,
        bool inline,
        CancellationToken cancellationToken) => _transactions.RunAsync(
            command.Name,
            command.Actor,
            async (session, token) =>
            {
                if (await DoneAsync<T>(session, command, token).ConfigureAwait(false) is { } done)
                    return done;
                var ruling = await decide(session, token).ConfigureAwait(false);
                if (!ruling.IsAccepted)
                    return ruling;
                session.Db.Add(Row(command, session, ruling.Value));
                if (!session.HasAudited)
                    session.Audit(session.Raised.Count > 0 ? session.Raised[0].InstanceId : command.Id, command.Name, command.Name);
                if (inline)
                    await DeliverOwnAsync(session, token).ConfigureAwait(false);
                return ruling;
            },
            ruling => ruling.IsAccepted,
            cancellationToken);

    private static async Task<Ruling<T>?> DoneAsync<T>(ForumSession session, CommandEnvelope command, CancellationToken cancellationToken)
    {
        var row = await session.Db.Set<CommandRow>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == command.Id, cancellationToken).ConfigureAwait(false);
        if (row is null)
            return null;
        return row.Name == command.Name
            ? ForumJson.Read<T>(row.Result)
            : new Refusal("command-id-reused", RuntimeTexts.CommandIdReused(command, row.Name));
    }

    private static CommandRow Row<T>(CommandEnvelope command, ForumSession session, T result) => new()
    {
        Id = command.Id,
        Name = command.Name,
        ActorId = command.Actor.Id,
        At = session.Now,
        Result = ForumJson.Write(result),
    };

    private async Task DeliverOwnAsync(ForumSession session, CancellationToken cancellationToken)
    {
        if (session.Raised.Count != 1)
            return;
        var signal = session.Raised[0];
        await session.FlushAsync(cancellationToken).ConfigureAwait(false);
        var earlier = await session.Db.Set<SignalRow>().AnyAsync(
            row => row.InstanceId == signal.InstanceId && row.DeliveredAt == null && !row.IsParked && row.Id < signal.Id,
            cancellationToken).ConfigureAwait(false);
        if (earlier)
            return;
        var caller = session.Actor;
        try
        {
            await _instances.DeliverAsync(session, signal, jobId: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (Failures.IsOfTheStep(exception, cancellationToken) && !TransactionRunner.IsBrokenOff(exception))
        {
            // The rim of the burst: whatever an activity threw must not undo what the person did.
            throw new InlineDeliveryException(exception);
        }

        session.Actor = caller;
    }

    private sealed class InlineDeliveryException(Exception cause) : Exception(cause.Message, cause);
}
