using System.Text.RegularExpressions;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Checks;

/// <summary>A number of an attachment in the text that means another file than the one it describes, or none.</summary>
internal sealed class AttachmentReferenceRule : ICheckRule
{
    // "Of attachment 2 appears …" describes the file after the number, "… is attached as attachment 2" before it.
    private const int ShortLead = 25;

    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        from text in ItemText.ProseOf(item)
        from sentence in Sentences.Split(text.Text)
        from finding in In(item, text.Place, sentence)
        select finding;

    private static IEnumerable<Finding> In(PaperItem item, string place, string sentence)
    {
        var references = CheckPhrases.Current.AttachmentReference.Matches(sentence);
        for (var i = 0; i < references.Count; i++)
        {
            var end = references[i].Index + references[i].Length;
            if (CheckPhrases.Current.AttachmentListGoesOn.IsMatch(sentence[end..Math.Min(sentence.Length, end + 20)])) continue;
            var from = i == 0 ? 0 : references[i - 1].Index + references[i - 1].Length;
            var to = i + 1 < references.Count ? references[i + 1].Index : sentence.Length;
            var about = references[i].Index - from < ShortLead ? sentence[end..to] : sentence[from..references[i].Index];
            if (Judge(item, place, references[i].Groups["n"].Value, about) is { } finding) yield return finding;
        }
    }

    private static Finding? Judge(PaperItem item, string place, string number, string about)
    {
        var meant = item.Attachments.FirstOrDefault(file => Same(Label(file), number))
            ?? item.Attachments.FirstOrDefault(file => Same(file.Number, number));
        if (meant is null)
            return CheckTexts.Finding(item.Number, "attachment-not-listed", FindingSeverity.Warning, place, number,
                item.Attachments.Count);
        var words = WordOverlap.Words(about);
        if (WordOverlap.Count(words, meant.Name) > 0) return null;
        var better = item.Attachments.MaxBy(file => WordOverlap.Count(words, file.Name))!;
        return WordOverlap.Count(words, better.Name) < 2
            ? null
            : CheckTexts.Finding(item.Number, "attachment-reference", FindingSeverity.Warning, place, number, meant.Name,
                better.Number ?? "–", better.Name);
    }

    // The number printed in a file's own name goes before its place in the list.
    private static string? Label(PaperAttachment file) =>
        CheckPhrases.Current.AttachmentReference.Match(file.Name) is { Success: true } match ? match.Groups["n"].Value : null;

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
