using Workflow.Documents.Labels;
using Workflow.Documents.Printing;

namespace Workflow.Documents.Pages;

/// <summary>What every page has around its content: head, skip link, landmarks, the one h1 and the version.</summary>
internal sealed class PageFrame(PageLabels labels, string title, PageStamp stamp)
{
    public Markup Html { get; } = new();

    /// <param name="writeFacts">Writes what stands under the title, in the header.</param>
    public void Begin(Action<Markup> writeFacts)
    {
        Html.Constant("<!DOCTYPE html>\n").Open("html", ("lang", labels.Culture.TwoLetterISOLanguageName));
        StyleSheet.Page.WriteHead(Html, title, stamp.Released);
        Html.Open("body").Element("a", labels["SkipToContent"], ("class", "skip"), ("href", "#main"));
        Html.Open("header").Open("div", ("class", "inner")).Element("h1", title);
        writeFacts(Html);
        Html.Element("p", StampText(), ("class", "quiet"));
        if (stamp.CorrectionReason is { } reason && stamp.State == PageState.Corrected)
            Html.Element("p", labels.Format("CorrectedBecause", PlainText.Line(reason)), ("class", "note"));
        Html.Close().Close().Open("main", ("id", "main"), ("tabindex", "-1"));
    }

    public string End()
    {
        Html.Close().Open("footer").Element("p", $"{title}. {StampText()}").Close();
        return Html.Close().Close().ToString();
    }

    private string StampText()
    {
        var state = labels.Format("Stamp", labels["State" + stamp.State], stamp.Version);
        return stamp.Date is { } day ? $"{state}, {PrintedDates.Running(day, null, labels.Culture)}" : state;
    }
}
