using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;
using Workflow.Forums.FollowUps;
using Workflow.Runtime;

namespace Workflow.Activities.Tasks;

/// <summary>What the product cannot do by itself becomes a task that is asked for until it is done.</summary>
internal static class SecretariatTasks
{
    /// <param name="parentSubjectId">Whose lifecycle waits until the task is done; null where none does.</param>
    /// <param name="text">Called in the body's language: it is what the secretariat reads.</param>
    /// <param name="due">UTC; null for the body's usual number of working days.</param>
    /// <param name="concerns">Which of several under the subject; null where the text says so.</param>
    public static async Task<SecretariatTask> MakeAsync(
        ForumSession session,
        ForumRules rules,
        string kind,
        string aboutId,
        string bodyId,
        string? itemNumber,
        Func<string> text,
        DateTimeOffset? due,
        CancellationToken cancellationToken,
        string? parentSubjectId = null,
        string? concerns = null)
    {
        var body = rules.Today(bodyId, session);
        var words = BodyLanguage.Of(body, text);
        var about = await session.TasksAboutAsync(aboutId, cancellationToken).ConfigureAwait(false);
        var same = about.Where(task => task.Kind == kind).ToList();
        if (same.Find(
            task => task.DoneAt is null && (concerns is null ? task.Text == words : task.Concerns == concerns)) is { } open)
            return open;
        var task = new SecretariatTask
        {
            Id = Ids.SecretariatTask(kind, aboutId, same.Count + 1),
            Kind = kind,
            AboutId = aboutId,
            ItemNumber = itemNumber,
            Concerns = concerns,
            BodyId = bodyId,
            Text = words,
            Due = due ?? DueDay(body, session.Now),
            ToldIds = [.. new Roles(rules, body, session.Now).Secretariat.Select(person => person.Id)],
        };
        session.Tasks.Add(task);
        session.Start("task", task.Id, parentSubjectId);
        await TellAsync(session, rules, task, body, cancellationToken).ConfigureAwait(false);
        session.Audit(
            task.Id, "taskMade", TaskTexts.Made(task), new Dictionary<string, string> { ["kind"] = kind, ["about"] = aboutId });
        return task;
    }

    public static DateTimeOffset DueDay(Body body, DateTimeOffset now)
    {
        var clock = new BodyClock(body.TimeZone);
        return clock.EndOfDay(new WorkingCalendar(body.WorkingDays).Forward(clock.Day(now), body.Meetings.SecretariatTask));
    }

    /// <summary>Once each, however often it is called.</summary>
    public static async Task TellAsync(
        ForumSession session, ForumRules rules, SecretariatTask task, Body body, CancellationToken cancellationToken)
    {
        foreach (var to in Recipients.Of(new Roles(rules, body, session.Now).Secretariat))
        {
            var envelope = new Envelope(to, body, BodyLanguage.Of(body, () => TaskTexts.WhySecretariat), session.Now);
            await session.AddLetterAsync(rules.Letters.Task(envelope, task), cancellationToken).ConfigureAwait(false);
        }
    }
}
