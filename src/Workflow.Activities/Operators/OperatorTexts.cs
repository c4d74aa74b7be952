using System.Globalization;
using Workflow.Forums;
using Workflow.Runtime;

namespace Workflow.Activities.Operators;

internal sealed class OperatorTexts
{
    private static readonly ResourceTexts Texts = new(typeof(OperatorTexts));

    private OperatorTexts()
    {
    }

    public static Refusal Refuse(string code, string key, params ReadOnlySpan<object?> facts) =>
        new(code, Texts.Format(key, facts));

    public static string CausedBy(DeadlineInfo deadline) =>
        Texts.Format("CausedByDeadline", deadline.Kind, deadline.Rung, At(deadline.Due), At(deadline.FiredAt));

    public static string DoneBy(TimelineEntry entry) => entry.OnBehalfOf is { } behalf
        ? Texts.Format("DoneByFor", entry.Actor, behalf, entry.Text)
        : Texts.Format("DoneBy", entry.Actor, entry.Text);

    /// <param name="moot">Why it will not be sent; null where it will.</param>
    public static string Became(LetterLine line, string? moot) => line.Status switch
    {
        LetterStatus.Pending when moot is not null => Texts.Format("WillNotGo", moot),
        LetterStatus.Pending when line.Attempts > 0 => Texts.Format("TriedInVain", line.Attempts, line.Reason),
        LetterStatus.Sent => Texts.Format("LetterSent", At(line.SettledAt), line.Attempts),
        var status => Texts.Format("Letter" + status, At(line.SettledAt), line.Attempts, line.Reason),
    };

    public static string Became(DeadlineInfo deadline) => deadline switch
    {
        { FiredAt: { } fired } => Texts.Format("DeadlineFired", At(fired)),
        { CancelledAt: { } cancelled } => Texts.Format("DeadlineCancelled", At(cancelled), deadline.CancelReason),
        { Failure: { } failure } => Texts.Format("DeadlineFailed", At(deadline.Due), failure),
        _ => Texts.Format("DeadlineOpen", At(deadline.Due)),
    };

    public static string PageRetried(string path) => Texts.Format("PageRetried", path);

    public static string EventRetried => Texts["EventRetried"];

    public static string Skipped(string rung, DateTimeOffset at) => Texts.Format("RungSkipped", rung, At(at));

    /// <summary>UTC, and said so: an operator compares it with logs.</summary>
    private static string At(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "–";
}
