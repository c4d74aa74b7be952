using System.Globalization;
using Workflow.Forums.Bodies;

namespace Workflow.Forums.Deadlines;

internal sealed class DeadlineTexts
{
    private static readonly ResourceTexts Texts = new(typeof(DeadlineTexts));

    private DeadlineTexts()
    {
    }

    /// <summary>The rule that was used, printed with every deadline.</summary>
    public static string Back(int days, WorkingDayRule rule) =>
        Rule("RuleBack", days, rule, rule.Counting == DayCounting.FullDays ? "FullDays" : "Steps");

    /// <summary>Forward is always counted in steps, whatever the body does backward.</summary>
    public static string Forward(string from, int days, WorkingDayRule rule) => Rule("Rule" + from, days, rule, "Steps");

    public static string Station(string kind) => Texts["Station" + kind];

    public static string DoneAt(DateOnly day) => Texts.Format("DoneAt", Day(day));

    public static string DoneLate(DateOnly day, int workingDays) =>
        Texts.Format(Counted("DoneLate", workingDays), Day(day), workingDays);

    public static string Open(DateOnly day) => Texts.Format("Open", Day(day));

    public static string Late(string station, int workingDays) =>
        Texts.Format(Counted("Late", workingDays), Texts["The" + station], workingDays);

    public static string Cancelled(string? reason) =>
        reason is null ? Texts["Cancelled"] : Texts.Format("CancelledBecause", reason);

    public static string Missed(string station, DateOnly day) => Texts.Format("Missed", Texts["The" + station], Day(day));

    public static string Endangered(string station, DateOnly day, int workingDaysLeft) =>
        Texts.Format(Counted("Endangered", workingDaysLeft), Texts["The" + station], Day(day), workingDaysLeft);

    public static string Sentence(string late, IReadOnlyList<string> dangers)
    {
        var whole = dangers.Count == 0 ? late + "." : $"{late}: {string.Join("; ", dangers)}.";
        return char.ToUpper(whole[0], CultureInfo.CurrentCulture) + whole[1..];
    }

    private static string Rule(string key, int days, WorkingDayRule rule, string counting)
    {
        var week = Texts[rule.Saturday ? "MondayToSaturday" : "MondayToFriday"];
        if (rule.Closed.Count > 0)
            week = Texts.Format("Closed", week, string.Join(", ", rule.Closed.Select(Short)));
        return Texts.Format(days == 1 ? key + "One" : key, days, week, Texts[counting]);
    }

    private static string Counted(string key, int count) => key + count switch { 0 => "Zero", 1 => "One", _ => "" };

    /// <summary>A day of the year as offices write it: 24/12.</summary>
    private static string Short(string monthAndDay) => string.Create(
        CultureInfo.InvariantCulture,
        $"{int.Parse(monthAndDay[3..], CultureInfo.InvariantCulture)}/{int.Parse(monthAndDay[..2], CultureInfo.InvariantCulture)}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
