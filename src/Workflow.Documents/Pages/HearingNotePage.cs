using System.Globalization;
using Workflow.Documents.Labels;
using Workflow.Documents.Printing;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;

namespace Workflow.Documents.Pages;

/// <summary>The hearing note: who was asked, who answered, each comment, and the plain sentence when there was none.</summary>
public static class HearingNotePage
{
    public static string Write(Consultation consultation, Body body, PageStamp stamp)
    {
        var labels = new PageLabels(Language.Culture(body.Language));
        var title = labels.Format("PageTitle", labels["HearingNote"], PlainText.Line(consultation.Title));
        var parties = consultation.Parties.OrderBy(party => party.Name, Comparer(labels.Culture)).ToList();
        var page = new PageFrame(labels, title, stamp);
        page.Begin(header => WriteFacts(header, consultation, body, labels));
        WriteQuestion(page.Html, consultation, labels);
        WriteParties(page.Html, parties, labels);
        WriteComments(page.Html, parties, labels);
        return page.End();
    }

    /// <summary>Danish order: Æ, Ø, Å last, and Aa as Å.</summary>
    private static StringComparer Comparer(CultureInfo culture) => StringComparer.Create(culture, CompareOptions.IgnoreCase);

    private static void WriteFacts(Markup html, Consultation consultation, Body body, PageLabels labels)
    {
        var (day, time) = LocalTime.Deadline(consultation.Deadline, body.TimeZone);
        html.Open("dl");
        html.Element("dt", labels["Body"]).Element("dd", PlainText.Line(body.Name));
        html.Element("dt", labels["Opened"]);
        html.Element("dd", PrintedDates.Running(consultation.OpensAt, body.TimeZone, labels.Culture));
        html.Element("dt", labels["Deadline"]).Element("dd", PrintedDates.Header(day, time, labels.Culture));
        html.Close();
    }

    private static void WriteQuestion(Markup html, Consultation consultation, PageLabels labels)
    {
        html.Open("section").Element("h2", labels["Question"]);
        BlockText.Write(html, consultation.Question);
        if (!BlockText.IsEmpty(consultation.SilenceRule))
        {
            html.Element("h3", labels["SilenceRule"]);
            BlockText.Write(html, consultation.SilenceRule);
        }

        if (!BlockText.IsEmpty(consultation.ExtendedReason))
        {
            html.Element("h3", labels["ExtendedBecause"]);
            BlockText.Write(html, consultation.ExtendedReason);
        }

        html.Close();
    }

    private static void WriteParties(Markup html, List<ConsultationParty> parties, PageLabels labels)
    {
        html.Open("section").Element("h2", labels["Parties"]);
        html.Open("table").Element("caption", labels["PartiesCaption"]);
        html.Open("thead").Open("tr");
        html.Element("th", labels["Party"], ("scope", "col")).Element("th", labels["Answer"], ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var party in parties)
        {
            html.Open("tr").Element("th", PlainText.Line(party.Name), ("scope", "row"));
            html.Element("td", labels["Party" + party.State]).Close();
        }

        html.Close().Close().Close();
    }

    private static void WriteComments(Markup html, List<ConsultationParty> parties, PageLabels labels)
    {
        html.Open("section").Element("h2", labels["Comments"]);
        var comments = parties.Select(party => (Party: party, Counted: Counted(party)))
            .Where(comment => !BlockText.IsEmpty(comment.Counted?.Text)).ToList();
        if (comments.Count == 0)
            html.Element("p", labels["NoComments"]);

        foreach (var (party, counted) in comments)
        {
            html.Element("h3", PlainText.Line(party.Name));
            if (counted!.SubjectToPoliticalApproval)
                html.Element("p", labels["SubjectToApproval"], ("class", "note"));
            if (counted.Late)
                html.Element("p", labels["LateAdmitted"], ("class", "note"));
            BlockText.Write(html, counted.Text);
        }

        html.Close();
    }

    /// <summary>The latest counts; what came late only where the secretariat admitted it.</summary>
    private static ConsultationResponse? Counted(ConsultationParty party) =>
        party.Responses.Where(response => !response.Late || response.Admitted).MaxBy(response => response.At);
}
