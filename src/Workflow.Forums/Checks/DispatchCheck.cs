using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>
/// The check of a paper before it is sent or published: every rule looks at it, every finding is shown. The rules are
/// the errors that reached real published minutes, and personal numbers.
/// </summary>
public static class DispatchCheck
{
    private static readonly ICheckRule[] Rules =
    [
        new CprNumberRule(), new TemplateHelpRule(), new UnresolvedChoiceRule(), new DietaryNeedRule(), new EmptyDecisionRule(),
        new MacroFileRule(), new CutNameRule(), new AttachmentListRule(), new AttachmentReferenceRule(), new TitlesDifferRule(),
        new MeetingTwoDatesRule(), new SumsDisagreeRule(), new ImplausibleAmountRule(), new ImpossibleYearRule(),
        new AttendanceContradictionRule(), new EconomySentenceRule(), new OutcomeMismatchRule(), new OddFencesRule(),
            new FenceSignLeftRule(),
    ];

    /// <returns>Findings in the order of the items; those of the whole paper first.</returns>
    public static IReadOnlyList<Finding> Run(MeetingPaper paper, CheckContext? context = null)
    {
        var order = paper.Items.Select((item, index) => (item.Number, index))
            .GroupBy(pair => pair.Number, StringComparer.Ordinal).ToDictionary(group => group.Key,
                group => group.First().index, StringComparer.Ordinal);
        return [.. Rules.SelectMany(rule => rule.Check(paper, context ?? CheckContext.None))
            .OrderBy(finding => finding.Item is null ? -1 : order.GetValueOrDefault(finding.Item, int.MaxValue))];
    }
}
