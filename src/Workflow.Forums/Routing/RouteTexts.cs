using Workflow.Forums.Bodies;
using Workflow.Forums.Decisions;

namespace Workflow.Forums.Routing;

/// <summary>Reasons a person can read; each names the row of the table.</summary>
internal sealed class RouteTexts
{
    private static readonly ResourceTexts Texts = new(typeof(RouteTexts));

    private RouteTexts()
    {
    }

    public static string Reason(RouteRow row, RouteQuestion question) => Texts.Format(
        "Reason", Texts["Route" + row.Route], Outcome(question.Reading), Plan(question), row.Name);

    public static string Referred(RouteRow row, RouteQuestion question, Body? target, Body? inOffice, string? written)
    {
        var reason = Reason(row, question);
        if (inOffice is not null && target is not null && inOffice.Id != target.Id)
            return reason + " " + Texts.Format("Successor", target.Name, inOffice.Name);
        if (inOffice is not null)
            return reason + " " + Texts.Format(written is null ? "UpperBody" : "NamedBody", inOffice.Name);
        return reason + " " + ((target?.Name ?? written) is { } name ? Texts.Format("UnknownBody", name) : Texts["NoBody"]);
    }

    public static string PlanEnds(RouteQuestion question) => Texts.Format("ContradictionEnds", Outcome(question.Reading));

    public static string PlanRefers(RouteQuestion question) => Texts.Format("ContradictionRefers", Outcome(question.Reading));

    public static string Outcome(DecisionReading reading) =>
        string.Join(" + ", reading.Also.Prepend(reading.Kind).Select(outcome => Texts["Outcome" + outcome]));

    private static string Plan(RouteQuestion question) => Texts["Plan" + question.Item.PlannedRoute];
}
