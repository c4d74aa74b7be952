using System.Globalization;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Checks;

/// <summary>A table whose total is not the sum, or a total in the text that agrees with nothing else in the item.</summary>
internal sealed class SumsDisagreeRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) => paper.Items.SelectMany(In);

    private static IEnumerable<Finding> In(PaperItem item)
    {
        var texts = ItemText.ProseOf(item).ToList();
        var totals = new List<decimal>();
        foreach (var text in texts)
        {
            foreach (var sum in AmountTable.Find(text.Text).SelectMany(table => table.Sums()))
            {
                totals.Add(sum.Stated);
                if (sum.Stated != sum.Computed) yield return Disagrees(item, text, sum);
            }
        }

        foreach (var finding in totals.Count == 0
            ? [] : texts.SelectMany(text => InText(item, text, texts, totals))) yield return finding;
    }

    private static Finding Disagrees(PaperItem item, ItemText text, TableSum sum)
    {
        // Each rounded figure may be half a unit off.
        var severity = Math.Abs(sum.Stated - sum.Computed) <= sum.Terms ? FindingSeverity.Info : FindingSeverity.Warning;
        return CheckTexts.Finding(item.Number, "sums-disagree", severity, text.Place, sum.Name, Print(sum.Stated),
            Print(sum.Computed));
    }

    private static IEnumerable<Finding> InText(PaperItem item, ItemText text, List<ItemText> texts, List<decimal> totals) =>
        from sentence in Sentences.Split(text.Text)
        where !sentence.Contains('\t', StringComparison.Ordinal)
        let word = CheckPhrases.Current.Total.Match(sentence)
        where word.Success
        let stated = Amounts.Find(sentence).FirstOrDefault(amount => amount.IsMoney && amount.Index > word.Index
            && amount.Index - word.Index < 80)
        where stated is not null && IsOff(stated.Value, totals) && Occurrences(texts, stated.Value) < 2
        select CheckTexts.Finding(
            item.Number, "total-unsupported", FindingSeverity.Warning, text.Place, stated.Text,
                string.Join(", ", totals.Distinct().Select(Print)));

    // A total of something else altogether is far from every total of the tables; a slip is near one.
    private static bool IsOff(decimal stated, List<decimal> totals)
    {
        var known = totals.Append(totals.Sum()).ToList();
        return !known.Contains(stated) && known.Exists(total => stated > total * 0.75m && stated < total * 1.25m);
    }

    private static int Occurrences(List<ItemText> texts, decimal value) =>
        texts.Sum(text => Amounts.Find(text.Text).Count(amount => amount.Value == value));

    private static string Print(decimal value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
