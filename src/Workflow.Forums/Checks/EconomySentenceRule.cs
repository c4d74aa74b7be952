using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>
/// The financial consequences must be told, or the standard sentence that the case has no expenditure needing a
/// separate decision; neither "none" nor nothing will do.
/// </summary>
internal sealed class EconomySentenceRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        let text = ItemText.Of(item, SectionKind.Economy)
        where (item.Access == Access.Open || item.Sections.Any(section => section.Kind == SectionKind.Economy))
            && item.Sections.Count > 0 && !CheckPhrases.Current.StandardEconomy.IsMatch(text)
                && CheckPhrases.Current.EmptyEconomy.IsMatch(text)
        select CheckTexts.Finding(item.Number, "economy-sentence-missing", FindingSeverity.Warning, Heading(item), text);

    private static string Heading(PaperItem item) =>
        item.Sections.FirstOrDefault(section => section.Kind == SectionKind.Economy)?.Heading ?? item.Title;
}
