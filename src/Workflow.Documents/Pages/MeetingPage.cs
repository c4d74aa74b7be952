using Workflow.Documents.Labels;
using Workflow.Documents.Printing;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;

namespace Workflow.Documents.Pages;

/// <summary>
/// Agenda or minutes as one self-contained, accessible HTML file (EN 301 549, WCAG 2.1 AA). Prints all it is given and
/// nothing else: what a reader may not see must have been left out of the paper before.
/// </summary>
public static class MeetingPage
{
    public static string Write(MeetingPaper paper, Body body, PageStamp stamp)
    {
        var labels = new PageLabels(Language.Culture(body.Language));
        var title = Title(paper, labels);
        var page = new PageFrame(labels, title, stamp);
        page.Begin(header => WriteMeetingFacts(header, paper, labels));
        if (paper.Kind == PaperKind.Agenda && stamp.State != PageState.Approved)
            page.Html.Element("p", labels["DraftUntilApproved"], ("class", "note"));

        WriteContents(page.Html, paper, body, labels);
        WriteParticipants(page.Html, paper, labels);
        var anchors = ItemAnchors.Of(paper.Items);
        foreach (var (index, item) in paper.Items.Index())
            new ItemSectionWriter(page.Html, labels, body, paper.Kind).Write(item, anchors[index]);

        return page.End();
    }

    /// <summary>With the day: a reader has many of them open.</summary>
    private static string Title(MeetingPaper paper, PageLabels labels)
    {
        var title = labels.Format("PageTitle", labels[paper.Kind.ToString()], PlainText.Line(paper.Body));
        return paper.Date is { } day ? $"{title}, {PrintedDates.Running(day, null, labels.Culture)}" : title;
    }

    private static void WriteMeetingFacts(Markup html, MeetingPaper paper, PageLabels labels)
    {
        html.Open("dl");
        html.Element("dt", labels["MeetingDate"]).Element("dd", paper.Date is { } day
            ? PrintedDates.Header(day, paper.Time, labels.Culture)
            : labels["NotSet"]);
        var place = PlainText.Line(paper.Place);
        html.Element("dt", labels["MeetingPlace"]).Element("dd", place.Length > 0 ? place : labels["NotSet"]);
        html.Close();
    }

    private static void WriteContents(Markup html, MeetingPaper paper, Body body, PageLabels labels)
    {
        if (paper.Items.Count == 0)
        {
            html.Element("p", labels["NoItems"]);
            return;
        }

        var anchors = ItemAnchors.Of(paper.Items);
        html.Open("nav", ("aria-labelledby", "contents")).Element("h2", labels["Contents"], ("id", "contents")).Open("ul");
        foreach (var (index, item) in paper.Items.Index())
        {
            html.Open("li").Element("a", ItemSectionWriter.Heading(item, body), ("href", "#" + anchors[index]));
            html.Close();
        }

        html.Close().Close();
    }

    private static void WriteParticipants(Markup html, MeetingPaper paper, PageLabels labels)
    {
        if (paper.Participants.Count == 0)
            return;

        html.Open("section", ("class", "people"), ("aria-labelledby", "participants"));
        html.Element("h2", labels["Participants"], ("id", "participants")).Open("ul");
        foreach (var participant in paper.Participants)
        {
            var role = PlainText.Line(participant.Role);
            var name = PlainText.Line(participant.Name);
            html.Element("li", role.Length > 0 ? $"{name}, {role}" : name);
        }

        html.Close().Close();
    }
}
