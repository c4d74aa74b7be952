using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A piece of an item's text and where it stands.</summary>
/// <param name="Audience">Id of the only body that may see it; null for all.</param>
internal sealed record ItemText(SectionKind Kind, string Place, string Text, string? Audience)
{
    private static readonly SectionKind[] Prose =
        [SectionKind.Other, SectionKind.Summary, SectionKind.Statement, SectionKind.Economy, SectionKind.Recommendation,
            SectionKind.Decision];

    public static IEnumerable<ItemText> All(PaperItem item)
    {
        var late = item.LateReason is { } reason
            ? [new ItemText(SectionKind.Other, PaperTexts.LateReason, reason, null)]
            : Array.Empty<ItemText>();
        return late.Concat(
            from section in item.Sections
            from block in section.Blocks
            select new ItemText(section.Kind, section.Heading, block.Text, block.Audience));
    }

    /// <summary>What is written for this meeting: no lists of people or files, no earlier records.</summary>
    public static IEnumerable<ItemText> ProseOf(PaperItem item) => All(item).Where(text => Prose.Contains(text.Kind));

    public static string Of(PaperItem item, SectionKind kind) =>
        string.Join("\n\n", item.Sections.Where(section => section.Kind == kind).Select(section => section.AllText));
}
