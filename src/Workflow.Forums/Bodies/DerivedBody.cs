using Workflow.Forums.Papers;

namespace Workflow.Forums.Bodies;

/// <summary>A body that nobody configured, with the default rules; every output says that it is derived.</summary>
public static class DerivedBody
{
    public static Body From(MeetingPaper paper) => new()
    {
        Id = paper.BodyId ?? BodySlug.From(paper.Body),
        Name = paper.Body,
        Kind = "derived",
        Sections = SectionOrder(paper),
        IsDerived = true,
    };

    /// <summary>The order of the paper's first item with most sections; what it lacks comes after, in the usual order.</summary>
    private static IReadOnlyList<SectionKind> SectionOrder(MeetingPaper paper)
    {
        var longest = paper.Items.MaxBy(item => item.Sections.Count);
        return longest is null
            ? Body.DefaultSections
            : [.. longest.Sections.Select(section => section.Kind).Where(kind => kind != SectionKind.Other)
                .Concat(Body.DefaultSections).Distinct()];
    }
}
