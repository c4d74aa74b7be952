using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.FollowUps;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Approvals;

/// <summary>
/// Moves what lies with somebody whose mandate has ended, or who is away, on the very day; between two rungs nobody else would
/// look. To be called on start, after the file of people has been read anew, and once a day. Each case has a transaction and a
/// command id of its own: a second run, or another host, moves nothing twice, and a kill leaves the rest for the next.
/// </summary>
public sealed class DutyWatch(ForumRuntime runtime, ForumRules rules)
{
    /// <returns>How many duties were moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var (id, move) in await ApprovalsAsync(cancellationToken).ConfigureAwait(false))
            moved += await MoveApprovalAsync(id, move, cancellationToken).ConfigureAwait(false);
        foreach (var (id, told) in await TasksAsync(cancellationToken).ConfigureAwait(false))
            moved += await MoveTaskAsync(id, told, cancellationToken).ConfigureAwait(false);
        return moved;
    }

    private Task<List<(string Id, int Move)>> ApprovalsAsync(CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) => (await session.PendingApprovalsAsync(token).ConfigureAwait(false))
            .Where(approval => MustMove(session, approval))
            .Select(approval => (approval.Id, approval.DutyMoves + 1)).ToList(),
        cancellationToken);

    private Task<List<(string Id, int Told)>> TasksAsync(CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) => (await session.OpenTasksAsync(null, token).ConfigureAwait(false))
            .Where(task => New(session, task).Count > 0)
            .Select(task => (task.Id, task.ToldIds.Count)).ToList(),
        cancellationToken);

    private async Task<int> MoveApprovalAsync(string id, int move, CancellationToken cancellationToken)
    {
        var name = move.ToString(CultureInfo.InvariantCulture);
        var ruling = await runtime.ExecuteAsync<Approval>(
            new CommandEnvelope($"duty/{id}/{name}", "moveDuty", Actor.System),
            async (session, token) =>
            {
                var approval = await session.Approvals.GetAsync(id, token).ConfigureAwait(false);
                var body = rules.Bodies.Get(approval.BodyId, approval.RulesFrom);
                var settled = await ApprovalMoves.SettleAsync(
                    session, rules, approval, body, "moved-" + name, token).ConfigureAwait(false);
                if (settled == approval)
                    return ApprovalTexts.DutyStays;
                settled = settled with { DutyMoves = move };
                session.Approvals.Update(settled);
                return settled;
            },
            cancellationToken).ConfigureAwait(false);
        return ruling.IsAccepted ? 1 : 0;
    }

    private async Task<int> MoveTaskAsync(string id, int told, CancellationToken cancellationToken)
    {
        var ruling = await runtime.ExecuteAsync<SecretariatTask>(
            new CommandEnvelope($"duty/{id}/{told.ToString(CultureInfo.InvariantCulture)}", "moveDuty", Actor.System),
            async (session, token) =>
            {
                var task = await session.Tasks.GetAsync(id, token).ConfigureAwait(false);
                var others = New(session, task);
                if (task.DoneAt is not null || others.Count == 0)
                    return ApprovalTexts.DutyStays;
                var names = string.Join(", ", others.Select(person => person.Name));
                task = task with { ToldIds = [.. task.ToldIds, .. others.Select(person => person.Id)] };
                session.Tasks.Update(task);
                await SecretariatTasks.TellAsync(
                    session, rules, task, rules.Today(task.BodyId, session), token).ConfigureAwait(false);
                session.Audit(task.Id, "taskMoved", ApprovalTexts.TaskMoved(task.Text, names),
                    new Dictionary<string, string> { ["to"] = names });
                return task;
            },
            cancellationToken).ConfigureAwait(false);
        return ruling.IsAccepted ? 1 : 0;
    }

    private bool MustMove(ForumSession session, Approval approval)
    {
        try
        {
            var today = new Roles(rules, rules.Bodies.Get(approval.BodyId, approval.RulesFrom), session.Now).Today;
            return ApprovalDuties.Settle(approval, rules.People, today) != approval;
        }
        catch (InvalidOperationException exception) when (MissingRules.Are(exception))
        {
            // Its own ladder stops it and says so; everybody else's duties move on.
            return false;
        }
    }

    /// <summary>Those of the secretariat who came into office after the task was made.</summary>
    private List<Person> New(ForumSession session, SecretariatTask task) => rules.Bodies.Find(task.BodyId) is null
        ? []
        : [.. new Roles(rules, rules.Today(task.BodyId, session), session.Now).Secretariat.Where(
            person => !task.ToldIds.Contains(person.Id))];
}
