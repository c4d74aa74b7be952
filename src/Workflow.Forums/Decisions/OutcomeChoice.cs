namespace Workflow.Forums.Decisions;

/// <summary>
/// Chooses the primary outcome among all that were read: a formal decision before taking note, that before what is
/// merely told (there the first in the text), sending on last.
/// </summary>
internal static class OutcomeChoice
{
    private const string Courtesy = "courtesy";

    private static readonly string[] Told = ["discussed", "agreed", "informed", "addition"];

    public static (DecisionOutcome Kind, IReadOnlyList<DecisionOutcome> Also) Choose(List<OutcomeMark> marks, bool byMajority,
        bool amendmentListed)
    {
        marks = Merge(marks, byMajority, amendmentListed);
        var kind = Primary(marks);
        var also = marks.SelectMany(mark => (mark.Rule.Also ?? []).Prepend(mark.Outcome))
            .Where(outcome => outcome != kind && !IsApprovalBeside(outcome, kind)).Distinct();
        return (kind, [.. also]);
    }

    private static DecisionOutcome Primary(List<OutcomeMark> marks) =>
        (First(marks, mark => mark.Rule.Group == "formal")
        ?? First(marks, mark => mark.Rule.Group == "sent")
        ?? First(marks, mark => mark.Rule.Group == "noted")
        ?? First(marks, mark => Told.Contains(mark.Rule.Group))
        ?? First(marks, mark => mark.Rule.Group == "forwarded")
        ?? First(marks, mark => mark.Rule.Group == Courtesy))?.Outcome ?? DecisionOutcome.Unknown;

    private static OutcomeMark? First(List<OutcomeMark> marks, Predicate<OutcomeMark> fits) => marks.Find(fits);

    private static List<OutcomeMark> Merge(List<OutcomeMark> marks, bool byMajority, bool amendmentListed)
    {
        var approved = marks.Exists(mark => mark.IsApproval);
        if (approved && byMajority) marks = [.. marks.Where(mark => mark.Outcome != DecisionOutcome.Rejected)];
        var partly = approved && marks.Exists(mark => mark.Outcome == DecisionOutcome.Rejected);
        var amended = approved && (amendmentListed || marks.Exists(mark => mark.Rule.Amends));
        if (approved) marks = [.. marks.Where(mark => !mark.Rule.Amends)];
        if (amended) marks = Remark(marks, DecisionOutcome.ApprovedWithAmendment);
        if (partly) marks = Remark(
            [.. marks.Where(mark => mark.Outcome != DecisionOutcome.Rejected)], DecisionOutcome.PartlyApproved);
        if (marks.Exists(mark => mark.Rule.Group != Courtesy)) marks = [.. marks.Where(mark => mark.Rule.Group != Courtesy)];
        // What was agreed beside an amended approval is the amendment.
        return amended ? [.. marks.Where(mark => mark.Outcome != DecisionOutcome.Agreed)] : marks;
    }

    private static List<OutcomeMark> Remark(List<OutcomeMark> marks, DecisionOutcome outcome) =>
        [.. marks.Select(mark => mark.IsApproval ? mark with { Outcome = outcome } : mark)];

    private static bool IsApprovalBeside(DecisionOutcome outcome, DecisionOutcome kind) =>
        outcome == DecisionOutcome.Approved && kind is (DecisionOutcome.ApprovedWithAmendment or DecisionOutcome.PartlyApproved);
}
