using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Meetings;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Operators;

public sealed record RetryOnlineEvent(string MeetingId);

public sealed partial class OperatorDesk
{
    /// <summary>The cause is mended: the calendar is asked again at once, with all tries anew.</summary>
    public Task<Ruling<RetryOnlineEvent>> RetryOnlineEventAsync(
        RetryOnlineEvent command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync<RetryOnlineEvent>(
            new CommandEnvelope(commandId, "retryOnlineEvent", actor),
            async (session, token) =>
            {
                if (await session.OnlineEvents.FindAsync(command.MeetingId, token).ConfigureAwait(false) is not { } known)
                    return Unknown.Subject(command.MeetingId);
                if (!OnlineEventRules.IsOpen(known) || known.Failure is null)
                    return OperatorTexts.Refuse("event-not-failed", "EventNotFailed", command.MeetingId);
                session.OnlineEvents.Update(OnlineEventRules.TryAgain(known));
                session.AnnounceOnlineEvent();
                session.Audit(command.MeetingId, "onlineEventRetried", OperatorTexts.EventRetried);
                return command;
            },
            cancellationToken);
}
