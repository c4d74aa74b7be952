using Workflow.Activities.Kernel;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;
using Workflow.Runtime;

namespace Workflow.Activities.Replay;

/// <summary>Reads out of the database what a replay did. Nothing in it depends on how often the replay was begun anew.</summary>
public sealed class ReplayReporter(ReplayPlan plan, ForumRules rules, ForumRuntime runtime, ForumOverview overview)
{
    /// <param name="fileOf">Where a letter's file lies, by its Message-ID; null where there is none.</param>
    public async Task<ReplayReport> ReportAsync(
        IReadOnlyList<string> notes, Func<string, string?> fileOf, CancellationToken cancellationToken)
    {
        var letters = await overview.LettersAsync(null, cancellationToken).ConfigureAwait(false);
        var timeline = await overview.TimelineAsync(null, cancellationToken).ConfigureAwait(false);
        return await runtime.ReadAsync(
            async (session, token) => new ReplayReport(
                await ItemsAsync(session, token).ConfigureAwait(false),
                [.. letters.Select(line => new ReplayedMail(
                    line.Letter.Kind, line.Letter.ToAddress, line.Letter.MessageId, fileOf(line.Letter.MessageId),
                    CamelCase(line.Status)))],
                [.. timeline.Where(entry => entry.Act == "escalated").Select(Escalation)],
                await TasksAsync(session, token).ConfigureAwait(false),
                [.. (await session.AllPublicationsAsync(token).ConfigureAwait(false))
                    .Where(page => page.WrittenAt is not null && page.Audience is null).Select(page => page.Path)
                    .Order(StringComparer.Ordinal)],
                notes),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TimelineEvent>> TimelineAsync(
        IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        var entries = await overview.TimelineAsync(null, cancellationToken).ConfigureAwait(false);
        var events = entries.Select(entry => new TimelineEvent(
            plan.Clock.Local(entry.At), entry.Act, entry.SubjectId, Who(entry), entry.Text)).ToList();
        var last = events.Count > 0 ? events[^1].At : default;
        events.AddRange(notes.Select(note => new TimelineEvent(last, "meetingStaysOpen", plan.MeetingId, "system", note)));
        return events;
    }

    private async Task<IReadOnlyList<ReplayedItem>> ItemsAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var treatments = await session.TreatmentsOfMeetingAsync(plan.MeetingId, cancellationToken).ConfigureAwait(false);
        return
        [
            .. plan.Items.Select(
                item => (item.Printed.Number, Treatment: treatments.LastOrDefault(
                    treatment => treatment.ItemId == item.Draft.ItemId)))
                .Select(entry => Item(entry.Number, entry.Treatment?.Route)),
        ];
    }

    private static ReplayedItem Item(string number, RouteRuling? route) => route is null
        ? new ReplayedItem(number, "undecided", null, ReplayTexts.Undecided, [])
        : new ReplayedItem(
            number,
            CamelCase(route.Kind),
            route.ToBody is null && route.ToDate is null ? null : new ReplayTarget(route.ToBody, route.ToDate),
            route.Reason,
            route.Contradictions);

    private async Task<IReadOnlyList<ReplayedTask>> TasksAsync(ForumSession session, CancellationToken cancellationToken)
    {
        var tasks = await session.OpenTasksAsync(null, cancellationToken).ConfigureAwait(false);
        return [.. tasks.Select(task => new ReplayedTask(
            task.Kind, NumberOf(task.AboutId) ?? task.ItemNumber, rules.Bodies.Find(task.BodyId)?.Name ?? task.BodyId,
            task.Text, task.Due))];
    }

    /// <summary>The number in the replayed paper: that is how its reader knows the item, whichever body has it now.</summary>
    private string? NumberOf(string aboutId) => plan.Items
        .FirstOrDefault(
            item => aboutId == item.Draft.ItemId
                || aboutId.StartsWith(item.Draft.ItemId + "@", StringComparison.Ordinal))?.Printed.Number;

    private static ReplayedEscalation Escalation(TimelineEntry entry) => new(
        entry.At,
        entry.Facts.GetValueOrDefault("about", entry.SubjectId),
        entry.Facts.GetValueOrDefault("from", ""),
        entry.Facts.GetValueOrDefault("to", ""),
        entry.Facts.GetValueOrDefault("rung", ""),
        entry.Facts.GetValueOrDefault("effect", ""));

    private static string Who(TimelineEntry entry) =>
        entry.OnBehalfOf is null ? entry.Actor : ReplayTexts.OnBehalfOf(entry.Actor, entry.OnBehalfOf);

    private static string CamelCase<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
