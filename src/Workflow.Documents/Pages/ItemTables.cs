using System.Globalization;
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
            var number = OrdinalOf(attachment, index);
            html.Open("li", ("value", number?.ToString(CultureInfo.InvariantCulture)));
            var name = PlainText.Line(attachment.Name);
            html.Text(number is null ? $"{PlainText.Line(attachment.Number)} {name}" : name);
            var facts = Facts(labels, attachment);
            if (facts.Length > 0)
                html.Void("br").Element("span", facts, ("class", "quiet"));
            html.Close();
        }

        html.Close();
    }

    /// <summary>The list's own number; null where the attachment has one that a list cannot count, such as "2a".</summary>
    private static int? OrdinalOf(PaperAttachment attachment, int index)
    {
        var printed = PlainText.Line(attachment.Number);
        if (printed.Length == 0)
            return index + 1;

        return int.TryParse(printed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

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
