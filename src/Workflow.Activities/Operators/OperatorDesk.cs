using Workflow.Activities.Kernel;
using Workflow.Activities.Mail;
using Workflow.Activities.Meetings;
using Workflow.Forums;
using Workflow.Forums.Letters;
using Workflow.Forums.People;
using Workflow.Runtime;

namespace Workflow.Activities.Operators;

public sealed record RetryCase(string SubjectId);

/// <param name="Reason">Kept in the audit trail.</param>
public sealed record DismissSignal(long SignalId, string Reason);

/// <summary>Where an operator sees what waits, what will happen, what went wrong and why, and has it tried again.</summary>
public sealed partial class OperatorDesk(
    ForumRuntime runtime, ForumOverview overview, OperatorOverview operators, MailForecast forecast, MeetingDesk meetings)
{
    /// <summary>How far back what was made up for is shown.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromDays(30);

    public async Task<OperatorReport> OverviewAsync(CancellationToken cancellationToken)
    {
        var now = await runtime.ReadAsync((session, _) => Task.FromResult(session.Now), cancellationToken).ConfigureAwait(false);
        return new OperatorReport(
            now,
            await operators.WaitingAsync(cancellationToken).ConfigureAwait(false),
            await operators.FaultedAsync(cancellationToken).ConfigureAwait(false),
            await overview.ParkedSignalsAsync(cancellationToken).ConfigureAwait(false),
            await operators.FailedDeadlinesAsync(cancellationToken).ConfigureAwait(false),
            await operators.UnwrittenPagesAsync(cancellationToken).ConfigureAwait(false),
            await operators.MadeUpAsync(now - Recently, cancellationToken).ConfigureAwait(false),
            [.. (await meetings.InTroubleAsync(cancellationToken).ConfigureAwait(false)).Select(
                plan => new MeetingTrouble(plan.Meeting.Id, plan.Warnings))],
            await operators.OpenOnlineEventsAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The open deadlines of the days to come, and the letters they will cause if nobody acts.</summary>
    public async Task<Ruling<DaysAhead>> AheadAsync(int days, CancellationToken cancellationToken)
    {
        if (days is < 1 or > 366)
            return OperatorTexts.Refuse("days-out-of-range", "DaysOutOfRange", 1, 366);
        var now = await runtime.ReadAsync((session, _) => Task.FromResult(session.Now), cancellationToken).ConfigureAwait(false);
        var until = now + TimeSpan.FromDays(days);
        // First: where there are too many cases, their deadlines are not read either.
        if (await forecast.UntilAsync(until, cancellationToken).ConfigureAwait(false) is not { } found)
            return OperatorTexts.Refuse("too-many-cases", "TooManyCases", MailForecast.MostCases);
        return new DaysAhead(await overview.OpenDeadlinesAsync(until, cancellationToken).ConfigureAwait(false), found);
    }

    /// <param name="messageId">With or without its angle brackets.</param>
    public async Task<Ruling<LetterStory>> WhyAsync(string messageId, CancellationToken cancellationToken)
    {
        var id = messageId.StartsWith('<') ? messageId : $"<{messageId}>";
        var found = await overview.FindLettersAsync(id, null, null, cancellationToken).ConfigureAwait(false);
        return found.Count == 0
            ? Unknown.Subject(messageId)
            : await StoryAsync(found[0], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Every letter to the person or about the subject, sent or not, and the subject's deadlines with what became of each: a
    /// reminder that was never written has its reason there.
    /// </summary>
    /// <param name="aboutId">Null only where a person is named.</param>
    public async Task<Ruling<MailStory>> WhyAboutAsync(string? personId, string? aboutId, CancellationToken cancellationToken)
    {
        if (personId is null && aboutId is null)
            return OperatorTexts.Refuse("nothing-named", "NothingNamed");
        var letters = await overview.FindLettersAsync(null, personId, aboutId, cancellationToken).ConfigureAwait(false);
        var stories = new List<LetterStory>();
        foreach (var line in letters)
            stories.Add(await StoryAsync(line, cancellationToken).ConfigureAwait(false));
        var subjects = aboutId is null
            ? letters.Select(line => line.Letter.AboutId).Distinct(StringComparer.Ordinal).ToList()
            : [aboutId];
        var deadlines = new List<DeadlineStory>();
        foreach (var subject in subjects)
            deadlines.AddRange(await DeadlinesAsync(subject, cancellationToken).ConfigureAwait(false));
        return letters.Count == 0 && deadlines.Count == 0
            ? Unknown.Subject(aboutId ?? personId!)
            : new MailStory(stories, deadlines);
    }

    /// <summary>The cause is mended: the case goes on where it stands still.</summary>
    public async Task<Ruling<RetryCase>> RetryAsync(
        RetryCase command, Actor actor, string commandId, CancellationToken cancellationToken)
    {
        if (await overview.InstanceAsync(command.SubjectId, cancellationToken).ConfigureAwait(false) is null)
            return Unknown.Subject(command.SubjectId);
        return await runtime.ExecuteAsync<RetryCase>(
            new CommandEnvelope(commandId, "retryCase", actor),
            async (session, token) => await session.RetryFaultedAsync(command.SubjectId, token).ConfigureAwait(false)
                ? command
                : OperatorTexts.Refuse("not-faulted", "NotFaulted", command.SubjectId),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What reached nobody is not to be tried any more; it stays in the trail, with the reason.</summary>
    public async Task<Ruling<DismissSignal>> DismissAsync(
        DismissSignal command, Actor actor, string commandId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
            return OperatorTexts.Refuse("reason-missing", "ReasonMissing");
        return await runtime.ExecuteAsync<DismissSignal>(
            new CommandEnvelope(commandId, "dismissSignal", actor),
            async (session, token) => await session.DismissSignalAsync(
                command.SignalId, command.Reason, token).ConfigureAwait(false)
                ? command
                : OperatorTexts.Refuse("not-parked", "NotParked", command.SignalId),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<LetterStory> StoryAsync(LetterLine line, CancellationToken cancellationToken)
    {
        var letter = line.Letter;
        var (deadlines, moot) = await runtime.ReadAsync(
            async (session, token) => (
                await DeadlinesOfAsync(session, letter, token).ConfigureAwait(false),
                line.Status == LetterStatus.Pending
                    ? await LetterSense.WhyNotAsync(session, letter, token).ConfigureAwait(false)
                    : null),
            cancellationToken).ConfigureAwait(false);
        // One transaction has one time: what was written with the letter is what caused it.
        var causes = deadlines.Where(deadline => deadline.FiredAt == line.QueuedAt).Select(OperatorTexts.CausedBy)
            .Concat((await overview.TimelineAsync(letter.AboutId, cancellationToken).ConfigureAwait(false))
                .Where(entry => entry.At == line.QueuedAt).Select(OperatorTexts.DoneBy));
        return new LetterStory(
            letter.MessageId, letter.Kind, letter.AboutId, letter.ToPersonId, letter.ToName, line.QueuedAt, letter.Reason,
            [.. causes.Distinct(StringComparer.Ordinal)], line.Status, line.Attempts, line.SettledAt,
            OperatorTexts.Became(line, moot));
    }

    /// <summary>Of what the letter is about; a letter of several reminders is about each of them.</summary>
    private static async Task<IReadOnlyList<DeadlineInfo>> DeadlinesOfAsync(
        ForumSession session, Letter letter, CancellationToken cancellationToken)
    {
        var deadlines = new List<DeadlineInfo>();
        foreach (var subjectId in BundleSense.Subjects(letter))
            deadlines.AddRange(await session.DeadlinesOfAsync(subjectId, cancellationToken).ConfigureAwait(false));
        return deadlines;
    }

    private async Task<IEnumerable<DeadlineStory>> DeadlinesAsync(string subjectId, CancellationToken cancellationToken)
    {
        var rows = await runtime.ReadAsync(
            (session, token) => session.DeadlinesOfAsync(subjectId, token), cancellationToken).ConfigureAwait(false);
        var skipped = (await overview.TimelineAsync(subjectId, cancellationToken).ConfigureAwait(false))
            .SelectMany(
                entry => Skipped(entry, rows)
                    .Select(rung => new DeadlineStory(subjectId, "", rung, null, OperatorTexts.Skipped(rung, entry.At))));
        return rows.Select(
            row => new DeadlineStory(subjectId, row.Kind, row.Rung, row.Due, OperatorTexts.Became(row))).Concat(skipped);
    }

    /// <summary>
    /// Rungs whose moment had passed: when the ladder was set up, where no row says so itself, or when they were reached after
    /// an outage.
    /// </summary>
    private static IEnumerable<string> Skipped(TimelineEntry entry, IReadOnlyList<DeadlineInfo> rows) =>
        entry.Act == "rungSkipped" && entry.Facts.TryGetValue("rung", out var rung)
            ? [rung]
            : (entry.Facts.GetValueOrDefault("skippedRungs") ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Where(skipped => !rows.Any(row => row.Rung == skipped));
}
