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

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context)
    {
        var mentions = paper.Items.SelectMany(item => Mentions(item, paper.Date)).ToList();
        var pairs = from i in Enumerable.Range(0, mentions.Count)
                    from j in Enumerable.Range(i + 1, mentions.Count - i - 1)
                    let one = mentions[i]
                    let two = mentions[j]
                    where one.Sentence != two.Sentence && LooksLikeASlip(one.Date, two.Date) && one.Bodies.Overlaps(two.Bodies)
                    select (one, two);
        return pairs.DistinctBy(pair => (Min(pair.one.Date, pair.two.Date), Max(pair.one.Date, pair.two.Date)))
            .Select(pair => CheckTexts.Finding(
                pair.two.Item, "meeting-two-dates", FindingSeverity.Warning, pair.two.Place, Print(pair.one.Date), pair.one.Item, Print(pair.two.Date), pair.two.Item));
    }

    private static IEnumerable<Mention> Mentions(PaperItem item, DateOnly? meeting)
    {
        var texts = ItemText.ProseOf(item).Select(text => (text.Place, text.Text)).Prepend((item.Title, item.Title));
        foreach (var (place, text) in texts)
            foreach (var sentence in Sentences.Split(text))
                foreach (var date in DateReader.Find(sentence))
                {
                    if (date.Resolve(meeting) is not { } day) continue;
                    var bodies = BodiesNear(sentence, date);
                    if (bodies.Count > 0) yield return new Mention(item.Number, place, sentence, day, bodies);
                }
    }

    private static HashSet<string> BodiesNear(string sentence, DateMention date)
    {
        var words = CheckPhrases.Current.BodyWord.Matches(sentence)
            .Where(match => Math.Abs(match.Index - date.Index) <= Reach)
            .Select(match => match.Groups["b"].Value)
            .Where(word => !CheckPhrases.Current.Data.NotBodyWords.Contains(word, StringComparer.OrdinalIgnoreCase));
        return new HashSet<string>(words.Select(Stem), StringComparer.OrdinalIgnoreCase);
    }

    private static string Stem(string word) => word.TrimEnd('e', 's', 'E', 'S');

    private static bool LooksLikeASlip(DateOnly one, DateOnly two)
    {
        var months = Math.Abs((one.Year * 12) + one.Month - (two.Year * 12) - two.Month);
        return Math.Abs(one.DayNumber - two.DayNumber) == 1 || (one.Day == two.Day && months == 1);
    }

    private static DateOnly Min(DateOnly one, DateOnly two) => one < two ? one : two;

    private static DateOnly Max(DateOnly one, DateOnly two) => one < two ? two : one;

    private static string Print(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Mention(string Item, string Place, string Sentence, DateOnly Date, HashSet<string> Bodies);
}
