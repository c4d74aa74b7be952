using Workflow.Documents.Labels;
using Workflow.Documents.Printing;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Pages;

/// <summary>The absences and attachments of an item.</summary>
internal static class ItemTables
{
    public static void WriteAbsent(Markup html, PageLabels labels, IReadOnlyList<PaperAbsence> absent)
    {
        html.Open("table").Element("caption", labels["AbsentCaption"]);
        WriteHead(html, labels["Name"], labels["Position"], labels["Role"]);
        html.Open("tbody");
        foreach (var person in absent)
            WriteRow(html, person.Name, person.Title, person.Role);

        html.Close().Close();
    }

    public static void WriteAttachments(Markup html, PageLabels labels, IReadOnlyList<PaperAttachment> attachments)
    {
        html.Open("ol");
        foreach (var (index, attachment) in attachments.Index())
        {
            html.Open("li", ("value", Number(attachment, index)));
            html.Text(PlainText.Line(attachment.Name));
            var facts = Facts(labels, attachment);
            if (facts.Length > 0)
                html.Void("br").Element("span", facts, ("class", "quiet"));
            html.Close();
        }

        html.Close();
    }

    private static string? Number(PaperAttachment attachment, int index) =>
        int.TryParse(attachment.Number, out var number) && number != index + 1 ? attachment.Number!.Trim() : null;

    private static string Facts(PageLabels labels, PaperAttachment attachment)
    {
        var facts = new List<string>();
        Add("DocumentNumber", attachment.DocumentNumber);
        Add("CaseNumber", attachment.CaseNumber);
        if (attachment.Access == Access.Closed)
            facts.Add(labels["ClosedAttachment"]);
        return string.Join(" · ", facts);

        void Add(string label, string? value)
        {
            if (PlainText.Line(value) is { Length: > 0 } line)
                facts.Add($"{labels[label]}: {line}");
        }
    }

    private static void WriteHead(Markup html, params string[] columns)
    {
        html.Open("thead").Open("tr");
        foreach (var column in columns)
            html.Element("th", column, ("scope", "col"));

        html.Close().Close();
    }

    private static void WriteRow(Markup html, string name, params string?[] cells)
    {
        html.Open("tr").Element("th", PlainText.Line(name), ("scope", "row"));
        foreach (var cell in cells)
            html.Element("td", PlainText.Line(cell));

        html.Close();
    }
}
