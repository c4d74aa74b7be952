using System.Globalization;
using Workflow.Documents.Labels;
using Workflow.Documents.Printing;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Links;

namespace Workflow.Documents.Pages;

/// <summary>The hearing note: who was asked, who answered, each comment, and the plain sentence when there was none.</summary>
public static class HearingNotePage
{
    public static string Write(Consultation consultation, Body body, PageStamp stamp)
    {
        var labels = new PageLabels(Language.Culture(body.Language));
        var title = labels.Format("PageTitle", labels["HearingNote"], PlainText.Line(consultation.Title));
        var parties = consultation.Parties.OrderBy(party => party.Name, NameOrder.Danish).ToList();
        var page = new PageFrame(labels, title, stamp);
        page.Begin(header => WriteFacts(header, consultation, body, labels));
        WriteQuestion(page.Html, consultation, labels);
        WriteParties(page.Html, parties, labels);
        WriteComments(page.Html, parties, labels);
        return page.End();
    }

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
        var answers = parties.Where(party => party.Counted is { SaysNothing: false }).ToList();
        if (answers.Count == 0)
            // Not "none came in" where some did, too late.
            html.Element(
                "p", labels[parties.Any(party => party.Responses.Any(response => !response.SaysNothing))
                    ? "NoCommentsInTime"
                    : "NoComments"]);

        foreach (var party in answers)
            WriteAnswer(html, party, party.Counted!, labels);
        html.Close();
    }

    private static void WriteAnswer(Markup html, ConsultationParty party, ConsultationResponse answer, PageLabels labels)
    {
        html.Element("h3", PlainText.Line(party.Name));
        if (answer.SubjectToPoliticalApproval)
            html.Element("p", labels["SubjectToApproval"], ("class", "note"));
        if (answer.Late)
            html.Element("p", labels["LateAdmitted"], ("class", "note"));
        if (answer.IsWithheld)
        {
            html.Element("p", labels["Withheld"], ("class", "note"));
            return;
        }

        WriteText(html, answer, labels);
        WriteNamed(html, labels["ProposedCorrection"], answer.Correction);
        WriteNamed(html, labels["StatementForMinutes"], answer.Statement);
        WriteFiles(html, answer.Files, labels);
        if (answer.Reply is not { } reply)
            return;
        WriteNamed(html, labels["BodyReply"], reply.Text);
        if (reply.Followed is { } followed)
            html.Element("p", labels[followed ? "Followed" : "NotFollowed"]);
    }

    /// <summary>
    /// Whoever answers by mail signs with telephone and address, which are for the secretariat and not for all.
    /// </summary>
    private static void WriteText(Markup html, ConsultationResponse answer, PageLabels labels)
    {
        var letter = answer is { Source: AnswerSource.Mail, Text: { } text } ? AnswerLetter.Read(text) : null;
        BlockText.Write(html, letter is null ? answer.Text : letter.Body);
        if (letter is { Signature.Length: > 0 })
            html.Element("p", labels["SignatureLeftOut"], ("class", "quiet"));
    }

    /// <summary>Of what was not searched, or where something was found, not even the name.</summary>
    private static void WriteFiles(Markup html, IReadOnlyList<AnswerFile> files, PageLabels labels)
    {
        if (files.Any(file => file.IsInline))
            html.Element("p", labels["AnswerPicturesKept"], ("class", "quiet"));
        files = [.. files.Where(file => !file.IsInline)];
        var named = files.Where(file => file.IsPublishable).Select(file => PlainText.Line(file.Name)).ToList();
        if (named.Count > 0)
            html.Element("p", labels.Format("AnswerFiles", string.Join(", ", named)), ("class", "quiet"));
        if (named.Count < files.Count)
            html.Element("p", labels.Format("AnswerFilesKept", files.Count - named.Count), ("class", "quiet"));
    }

    private static void WriteNamed(Markup html, string heading, string? text)
    {
        if (BlockText.IsEmpty(text))
            return;
        html.Element("h4", heading);
        BlockText.Write(html, text);
    }
}
