using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Pages;

/// <param name="Heading">As the paper has it; null for the standard word.</param>
internal sealed record OrderedSection(SectionKind Kind, string? Heading, IReadOnlyList<TextBlock> Blocks);

/// <summary>An item's sections in the body's order. Nothing is lost: what the body does not name stays where it stood.</summary>
internal static class SectionOrder
{
    /// <summary>Printed though the item has no such section: standard text, or a table from the item's own facts.</summary>
    private static readonly SectionKind[] Always =
        [SectionKind.Economy, SectionKind.Decision, SectionKind.Absent, SectionKind.Attachments];

    public static IReadOnlyList<OrderedSection> Of(PaperItem item, Body body)
    {
        var placed = new List<(int Place, OrderedSection Section)>();
        var place = -1;
        foreach (var section in item.Sections)
        {
            // A section without a place of its own follows the one before it.
            place = PlaceOf(section.Kind, body) ?? place;
            placed.Add((place, new OrderedSection(section.Kind, section.Heading, section.Blocks)));
        }

        foreach (var kind in Always.Where(kind => item.Sections.All(section => section.Kind != kind)))
            placed.Add((PlaceOf(kind, body) ?? int.MaxValue, new OrderedSection(kind, null, [])));

        return [.. placed.OrderBy(entry => entry.Place).Select(entry => entry.Section)];
    }

    private static int? PlaceOf(SectionKind kind, Body body)
    {
        for (var place = 0; place < body.Sections.Count; place++)
        {
            if (body.Sections[place] == kind)
                return place;
        }

        return null;
    }
}
