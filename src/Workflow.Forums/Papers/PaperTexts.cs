using System.Globalization;
using Workflow.Forums.Items;
using Workflow.Forums.Routing;

namespace Workflow.Forums.Papers;

internal sealed class PaperTexts
{
    private static readonly ResourceTexts Texts = new(typeof(PaperTexts));

    private PaperTexts()
    {
    }

    public static string ClosedItem => Texts["ClosedItem"];

    public static string OverviewIntroduction => Texts["OverviewIntroduction"];

    public static string LateReason => Texts["LateReason"];

    public static string EndsHere => Texts["EndsHere"];

    public static string NoPlan => Texts["NoPlan"];

    public static string Heading(SectionKind kind) => Texts["Heading" + kind];

    public static string Route(RouteKind kind) => Texts["Route" + kind];

    public static string OverviewLine(string number, string title, string where) =>
        Texts.Format("OverviewLine", number, title, where);

    public static string GoesTo(string? body, DateOnly? date) => (body, date) switch
    {
        (null, _) => Texts["GoesOn"],
        (_, null) => Texts.Format("GoesTo", body),
        _ => Texts.Format("GoesToMeeting", body, date.Value.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)),
    };

    public static string EarlierDecision(EarlierDecision earlier) => earlier.Date is { } date
        ? $"{earlier.Body}, {date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)}:\n\n{earlier.Text}"
        : earlier.Body.Length == 0 ? earlier.Text : $"{earlier.Body}:\n\n{earlier.Text}";
}
