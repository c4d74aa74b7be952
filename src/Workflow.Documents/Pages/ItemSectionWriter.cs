using Workflow.Documents.Labels;
using Workflow.Documents.Printing;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Pages;

/// <summary>One item of a page: its facts, and its sections in the body's order.</summary>
internal sealed class ItemSectionWriter(Markup html, PageLabels labels, Body body, PaperKind kind)
{
    public static string Heading(PaperItem item, Body body) => $"{PlainText.Line(item.Number)}. {ItemTitle.Of(item, body)}";

    public void Write(PaperItem item, string anchor)
    {
        var headingId = anchor + "-title";
        html.Open("section", ("class", "item"), ("id", anchor), ("aria-labelledby", headingId));
        html.Element("h2", Heading(item, body), ("id", headingId));
        WriteFacts(item);
        var withheld = IsWithheld(item);
        if (item.Access == Access.Closed)
            html.Element("p", labels[withheld ? "ClosedWithheld" : "Closed"], ("class", "note"));

        if (!withheld)
        {
            foreach (var section in SectionOrder.Of(item, body))
                WriteSection(item, section);
        }

        html.Close();
    }

    /// <summary>A closed item of which only the safe title was left: standard sentences would say something about it.</summary>
    private static bool IsWithheld(PaperItem item) => item.Access == Access.Closed
        && item.Attachments.Count == 0
        && item.Absent.Count == 0
        && item.Sections.All(section => section.Blocks.All(block => BlockText.IsEmpty(block.Text)));

    private void WriteFacts(PaperItem item)
    {
        html.Open("dl", ("class", "facts"));
        html.Element("dt", labels["Access"]).Element("dd", labels["Access" + item.Access]);
        WriteFact("CaseNumber", item.CaseNumber);
        WriteFact("DocumentNumber", item.DocumentNumber);
        WriteFact("LateReason", item.LateReason);
        html.Close();
    }

    private void WriteFact(string label, string? value)
    {
        var line = PlainText.Line(value);
        if (line.Length > 0)
            html.Element("dt", labels[label]).Element("dd", line);
    }

    private void WriteSection(PaperItem item, OrderedSection section)
    {
        switch (section.Kind)
        {
            case SectionKind.Absent when item.Absent.Count > 0:
                Begin(section);
                ItemTables.WriteAbsent(html, labels, item.Absent);
                html.Close();
                break;
            case SectionKind.Attachments when item.Attachments.Count > 0:
                Begin(section);
                ItemTables.WriteAttachments(html, labels, item.Attachments);
                html.Close();
                break;
            default:
                WriteText(section);
                break;
        }
    }

    private void WriteText(OrderedSection section)
    {
        var blocks = section.Blocks.Where(block => !BlockText.IsEmpty(block.Text)).ToList();
        var standard = blocks.Count == 0 ? StandardText(section.Kind) : null;
        if (blocks.Count == 0 && standard is null)
            return;

        Begin(section);
        foreach (var block in blocks)
            BlockText.Write(html, block.Text);
        if (standard is not null)
            html.Element("p", standard);
        html.Close();
    }

    /// <summary>What stands in an empty section; null where it is left out.</summary>
    private string? StandardText(SectionKind section) => section switch
    {
        SectionKind.Economy => labels["NoExpenditure"],
        SectionKind.Decision when kind == PaperKind.Minutes => labels["NoDecision"],
        _ => null,
    };

    private void Begin(OrderedSection section)
    {
        html.Open("section", ("class", section.Kind == SectionKind.Decision ? "decision" : null));
        var heading = PlainText.Line(section.Heading);
        html.Element("h3", heading.Length > 0 ? heading : labels["Section" + section.Kind]);
    }
}
