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
        CommandEnvelope command, Func<ForumSession, CancellationToken, Task<Ruling<T>>> decide,
        CancellationToken cancellationToken)
    {
        var attempt = new Attempt();
        for (; ; attempt.Looks = true)
        {
            try
            {
                var ruling = await RunAsync(command, decide, attempt, cancellationToken).ConfigureAwait(false);
                if (ruling.IsAccepted || attempt.HasLooked)
                    return ruling;
            }
            catch (InlineDeliveryException)
            {
                // The act itself is fine; what it sets in motion is not. The signal waits in its row, where the deliverer
                // tries it again and makes its failure visible.
                attempt.IsInline = false;
            }
            catch (Exception exception) when (!attempt.HasLooked && Failures.IsOfTheStep(exception, cancellationToken))
            {
                // Perhaps the command was done before, and what it wants cannot be done twice: then its first result counts.
            }
        }
    }

    /// <summary>Reads without changing; outside the gate of the writers.</summary>
    public Task<T> ReadAsync<T>(Func<ForumSession, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transactions.ReadAsync(read, cancellationToken);

    /// <summary>
    /// Most commands come once, so the first try does not ask whether it is the second: the command's row is unique, and
    /// whatever goes wrong is tried again with the question.
    /// </summary>
    private Task<Ruling<T>> RunAsync<T>(
        CommandEnvelope command,
        Func<ForumSession, CancellationToken, Task<Ruling<T>>> decide,
        Attempt attempt,
        CancellationToken cancellationToken) => _transactions.RunAsync(
            command.Name,
            command.Actor,
            async (session, token) =>
            {
                attempt.HasLooked = attempt.Looks;
                if (attempt.Looks && await DoneAsync<T>(session, command, token).ConfigureAwait(false) is { } done)
                    return done;
                attempt.Looks = true;
                var ruling = await decide(session, token).ConfigureAwait(false);
                if (!ruling.IsAccepted)
                    return ruling;
                session.Writes.Insert(Row(command, session, ruling.Value));
                var subjectId = session.Raised.Count > 0 ? session.Raised[0].InstanceId : command.Id;
                if (!session.HasAudited)
                    session.UnauditedAct = command.Name;
                if (attempt.IsInline)
                    await DeliverOwnAsync(session, token).ConfigureAwait(false);
                if (session.UnauditedAct is not null)
                    session.Audit(subjectId, command.Name, command.Name);
                return ruling;
            },
            ruling => ruling.IsAccepted,
            cancellationToken,
            isHot: true);

    private static async Task<Ruling<T>?> DoneAsync<T>(
        ForumSession session, CommandEnvelope command, CancellationToken cancellationToken)
    {
        var rows = await session.Transaction.ListAsync<CommandRow>(
            "where id = $1", [command.Id], cancellationToken).ConfigureAwait(false);
        var row = rows.Count == 0 ? null : rows[0];
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
        var locked = await InstanceRunner.LockAsync(session, [signal.InstanceId], cancellationToken).ConfigureAwait(false);
        if (locked.HasPending(signal.InstanceId))
            return;
        session.Take(signal);
        var caller = session.Actor;
        try
        {
            await _instances.DeliverAsync(session, locked, signal, jobId: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (Failures.IsOfTheStep(exception, cancellationToken) && !TransactionRunner.IsBrokenOff(exception))
        {
            // The rim of the burst: whatever an activity threw must not undo what the person did.
            throw new InlineDeliveryException(exception);
        }

        session.Actor = caller;
    }

    private sealed class Attempt
    {
        /// <summary>Whether to ask if the command was done before.</summary>
        public bool Looks { get; set; }

        /// <summary>Whether the last try has asked.</summary>
        public bool HasLooked { get; set; }

        /// <summary>Whether the caller's own signal is delivered in the same transaction.</summary>
        public bool IsInline { get; set; } = true;
    }

    private sealed class InlineDeliveryException(Exception cause) : Exception(cause.Message, cause);
}
