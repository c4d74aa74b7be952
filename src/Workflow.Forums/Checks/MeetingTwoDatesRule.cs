using System.Globalization;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Checks;

/// <summary>
/// One meeting that seems to be given two dates: the same body, named in different sentences, with dates one day apart
/// or on the same day of neighbouring months. A guess, so a warning.
/// </summary>
internal sealed class MeetingTwoDatesRule : ICheckRule
{
    private const int Reach = 60;

    // More mentions of one date say nothing new.
    private const int Enough = 50;

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context)
    {
        var byDate = paper.Items.SelectMany((item, order) => Mentions(item, order, paper.Date)).GroupBy(mention => mention.Date)
            .ToDictionary(group => group.Key, group => group.Take(Enough).ToList());
        var pairs = from one in byDate
                    from later in Slips(one.Key)
                    where byDate.ContainsKey(later)
                    let pair = Pair(one.Value, byDate[later])
                    where pair is not null
                    select pair;
        return pairs.Select(pair => CheckTexts.Finding(
            pair.Two.Item, "meeting-two-dates", FindingSeverity.Warning, pair.Two.Place, Print(pair.One.Date), pair.One.Item,
                Print(pair.Two.Date), pair.Two.Item));
    }

    private static MentionPair? Pair(List<Mention> ones, List<Mention> twos) =>
        (from one in ones
         from two in twos
         where one.Sentence != two.Sentence && one.Bodies.Overlaps(two.Bodies)
         select one.Order <= two.Order ? new MentionPair(one, two) : new MentionPair(two, one)).FirstOrDefault();

    // Later dates that a slip of the pen makes of a date: the next day, the same day of the next month.
    private static IEnumerable<DateOnly> Slips(DateOnly date)
    {
        if (date.DayNumber >= DateOnly.MaxValue.DayNumber - 31) yield break;
        yield return date.AddDays(1);
        if (date.AddMonths(1).Day == date.Day) yield return date.AddMonths(1);
    }

    private static IEnumerable<Mention> Mentions(PaperItem item, int order, DateOnly? meeting)
    {
        var texts = ItemText.ProseOf(item).Select(text => (text.Place, text.Text)).Prepend((item.Title, item.Title));
        foreach (var (place, text) in texts)
            foreach (var sentence in Sentences.Split(text))
                foreach (var date in DateReader.Find(sentence))
                {
                    if (date.Resolve(meeting) is not { } day) continue;
                    var bodies = BodiesNear(sentence, date);
                    if (bodies.Count > 0) yield return new Mention(order, item.Number, place, sentence, day, bodies);
                }
    }

    private static HashSet<string> BodiesNear(string sentence, DateMention date)
    {
        var from = Math.Max(0, date.Index - Reach);
        var to = Math.Min(sentence.Length, date.Index + date.Length + Reach);
        var words = CheckPhrases.Current.BodyWord.Matches(sentence[from..to])
            .Select(match => match.Groups["b"].Value)
            .Where(word => !CheckPhrases.Current.Data.NotBodyWords.Contains(word, StringComparer.OrdinalIgnoreCase));
        return new HashSet<string>(words.Select(Stem), StringComparer.OrdinalIgnoreCase);
    }

    private static string Stem(string word) => word.TrimEnd('e', 's', 'E', 'S');

    private static string Print(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="Order">Place in the paper.</param>
    private sealed record Mention(int Order, string Item, string Place, string Sentence, DateOnly Date, HashSet<string> Bodies);

    private sealed record MentionPair(Mention One, Mention Two);
}
