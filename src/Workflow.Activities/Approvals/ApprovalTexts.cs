using System.Globalization;
using Workflow.Forums;
using Workflow.Forums.Approvals;
using Workflow.Forums.Deadlines;

namespace Workflow.Activities.Approvals;

internal sealed class ApprovalTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ApprovalTexts));

    private ApprovalTexts()
    {
    }

    public static string Asked(Approval approval) => Texts.Format(
        "Asked", approval.Title,
        string.Join(", ", approval.Approvers.Where(other => !other.HasApproved).Select(other => other.Name)),
        Day(approval.DueDay));

    public static string NobodyToAsk(Approval approval) => Texts.Format("NobodyToAsk", approval.Title);

    public static string Approved(Approval approval) => Texts.Format("Approved", approval.Title);

    public static string Rejected(Approval approval) => Texts.Format("Rejected", approval.Title, approval.Acts[^1].Reason);

    public static string ContentChanged(Approval approval) => Texts.Format("ContentChanged", approval.Title);

    public static string Withdrawn(Approval approval, string? reason) => Texts.Format("Withdrawn", approval.Title, reason);

    public static string DueMoved(Approval approval) => Texts.Format("DueMoved", approval.Title, Day(approval.DueDay));

    public static string RungDue(Approval approval, string rung) => Texts.Format("RungDue", approval.Title, rung);

    public static string Informed(Approval approval, LadderStep step) =>
        Texts.Format("Informed", approval.Title, step.Rung, step.To);

    public static string HandedOver(Approval approval, LadderStep step) => Texts.Format("HandedOver", approval.Title, step.Rung);

    public static string NoDeputy(Approval approval) => Texts.Format("NoDeputy", approval.Title);

    public static string PassedBySilence(Approval approval) => Texts.Format("PassedBySilence", approval.Title);

    public static string Pulled(Approval approval) => Texts.Format("Pulled", approval.Title);

    public static string Unreached(Approval approval, string names) => Texts.Format("Unreached", approval.Title, names);

    public static string Overdue(Approval approval) => Texts.Format("Overdue", approval.Title, Day(approval.DueDay));

    public static string Ended(Approval approval) => Texts.Format("Ended", approval.Title, Texts["State" + approval.State]);

    public static string DutyMoved(Approval approval, string from, string to) =>
        Texts.Format("DutyMoved", approval.Title, from, to);

    public static string LevelGiven(Approval approval) =>
        Texts.Format("LevelGiven", approval.Title, approval.Level, approval.Levels.Count);

    public static string RungSkipped(Approval approval, string rung) => Texts.Format("RungSkipped", approval.Title, rung);

    public static string Void(Approval approval) =>
        Texts.Format("Void", (approval.Change ?? "").Replace("\n", "; ", StringComparison.Ordinal));

    public static Refusal DutyStays => new("duty-stays", Texts["DutyStays"]);

    public static string TaskMoved(string text, string names) => Texts.Format("TaskMoved", text, names);

    public static string WhyAsked => Texts["WhyAsked"];

    public static string WhyAuthor => Texts["WhyAuthor"];

    public static string Answered(Approval approval, string name, string? behalf)
    {
        var key = approval.Acts[^1].Approves ? "AnsweredYes" : "AnsweredNo";
        var who = behalf is null ? name : Texts.Format("OnBehalfOf", name, behalf);
        return Texts.Format(key, approval.Title, who, approval.Acts[^1].Reason);
    }

    public static string Rung(Approval approval, LadderStep step, string from, string to) =>
        Texts.Format("Rung" + step.Effect, approval.Title, step.Rung, from, to);

    public static string WhyApprover(Approver approver) => Texts.Format("WhyApprover", approver.Name);

    public static string WhyDeputy(Approver approver) => Texts.Format("WhyDeputy", approver.Name);

    public static string WhyRung(LadderStep step) => Texts.Format("WhyRung", step.Rung);

    public static string WhyRole(string role) => Texts.Format("WhyRole", role);

    public static string RoleInformed(string title, string names) => Texts.Format("RoleInformed", title, names);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
