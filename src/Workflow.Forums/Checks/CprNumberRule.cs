using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A personal number anywhere in the paper; the finding never repeats it.</summary>
internal sealed class CprNumberRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context)
    {
        var head = string.Join('\n', paper.Participants.Select(one => $"{one.Name} {one.Role}").Append(paper.Place ?? ""));
        foreach (var finding in In(null, "", head)) yield return finding;
        foreach (var item in paper.Items)
        {
            foreach (var (place, text) in Places(item))
                foreach (var finding in In(item.Number, place, text))
                    yield return finding;
        }
    }

    private static IEnumerable<(string Place, string Text)> Places(PaperItem item) =>
    [
        (item.Title, string.Join('\n', item.Title, item.Printed?.ContentsTitle, item.Printed?.HeadingTitle)),
        .. item.Sections.Select(section => (section.Heading, section.AllText)),
        .. item.Attachments.Where(file => !item.Sections.Any(section =>
            section.AllText.Contains(file.Name, StringComparison.Ordinal)))
            .Select(file => (file.Name, file.Name)).Select(pair => (Mask(pair.Item1), pair.Item2)),
        .. (item.Printed?.ListedFiles ?? []).Select(name => (Mask(name), name)),
    ];

    // The place is printed too, so a file named by a personal number is not named.
    private static string Mask(string place) => CprNumber.Count(place) > 0 ? "…" : place;

    private static IEnumerable<Finding> In(string? item, string place, string text)
    {
        var count = CprNumber.Count(text);
        if (count > 0) yield return CheckTexts.Finding(item, "cpr-number", FindingSeverity.Error, Mask(place), count);
    }
}
