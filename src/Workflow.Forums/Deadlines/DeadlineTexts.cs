using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

internal sealed class DeadlineTexts
{
    private static readonly ResourceTexts Texts = new(typeof(DeadlineTexts));

    private DeadlineTexts()
    {
    }

    /// <summary>The rule that was used, printed with every deadline.</summary>
    public static string Rule(string key, int days, WorkingDayRule rule) => Texts.Format(
        key,
        days,
        Texts[rule.Saturday ? "MondayToSaturday" : "MondayToFriday"],
        Texts[rule.Counting == DayCounting.FullDays ? "FullDays" : "Steps"]);
}
