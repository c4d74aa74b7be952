using System.Globalization;
using Workflow.Activities.Operators;
using Workflow.Forums;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary>What <c>check</c> says of a database in use: how it stands, and what the next 30 days will bring.</summary>
/// <param name="Ahead">Null where the days ahead could not be lived through; then <paramref name="NotAhead"/> says why.</param>
internal sealed record CheckReport(OperatorReport Overview, DaysAhead? Ahead, string? NotAhead)
{
    private const int Days = 30;

    public static async Task<CheckReport> MakeAsync(OperatorDesk desk, CancellationToken cancellationToken)
    {
        var overview = await desk.OverviewAsync(cancellationToken).ConfigureAwait(false);
        var ahead = await AheadAsync(desk, cancellationToken).ConfigureAwait(false);
        return ahead.IsAccepted
            ? new CheckReport(overview, ahead.Value, null)
            : new CheckReport(overview, null, ahead.Refusal.Text);
    }

    /// <summary>What somebody must do something about.</summary>
    public IEnumerable<CheckProblem> Problems() =>
    [
        .. Overview.Faulted.Select(row => new CheckProblem("faults", $"{row.SubjectId}: {row.Fault}")),
        .. Overview.Parked.Select(signal => new CheckProblem("faults", $"{signal.SubjectId}: {signal.Signal}: {signal.Failure}")),
        .. Overview.FailedDeadlines.Select(
            row => new CheckProblem("deadlines", $"{row.SubjectId}: {row.Kind}/{row.Rung}: {row.Failure}")),
        .. Overview.UnwrittenPages.Where(page => page.Failure is not null)
            .Select(page => new CheckProblem("pages", HostTexts.Format(
                page.GivenUpAt is null ? "PageFails" : "PageGivenUp", page.Path, page.Attempts, page.Failure, page.Id))),
        .. Overview.OnlineEvents.Where(known => known.Failure is not null)
            .Select(known => new CheckProblem("calendar", HostTexts.Format(
                known.GivenUpAt is null ? "EventFails" : "EventGivenUp", known.MeetingId, known.Attempts, known.Failure))),
        .. Overview.Meetings.SelectMany(
            meeting => meeting.Warnings.Select(text => new CheckProblem("meetings", $"{meeting.MeetingId}: {text}"))),
    ];

    public IEnumerable<string> Lines() => Waiting().Concat(MadeUp()).Concat(Mails());

    private IEnumerable<string> Waiting() => Overview.Waiting.Select(group => HostTexts.Format(
        "CheckWaiting", group.Count, group.DefinitionId, group.ActivityId ?? "–", group.OldestSubjectId, At(group.OldestSince)));

    private IEnumerable<string> MadeUp() => Overview.MadeUp.Select(row => HostTexts.Format(
        "CheckMadeUp", row.SubjectId, row.Kind, row.Rung, At(row.Due), Math.Ceiling(row.Lateness.TotalMinutes)));

    private IEnumerable<string> Mails()
    {
        if (Ahead is null)
            return [NotAhead!];
        var letters = Ahead.Mails.Letters.Select(letter =>
            $"  {At(letter.At)} {letter.Kind} > {letter.ToName}: {letter.AboutId} ({string.Join(", ", letter.Because.Select(cause => $"{cause.Kind}/{cause.Rung}"))})");
        return letters.Prepend(HostTexts.Format("CheckAhead", Days, Ahead.Due.Count, Ahead.Mails.Letters.Count));
    }

    /// <summary>
    /// An older lifecycle that this program cannot run makes the days ahead impossible to live through; everything else is
    /// still worth saying.
    /// </summary>
    private static async Task<Ruling<DaysAhead>> AheadAsync(OperatorDesk desk, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.AheadAsync(Days, cancellationToken).ConfigureAwait(false);
        }
        catch (StoredDataException exception)
        {
            return new Refusal("stored-data", exception.Message);
        }
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
