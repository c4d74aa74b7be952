using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Checks;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>Only an error holds the item up; a warning or a remark is written down and shown.</summary>
internal sealed class CheckItem(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.CheckItem",
        Summary = "Looks for the errors that reached published papers, in this one item.",
        Outcomes = [
            new("Clean", "No finding that holds the item up."), new("Findings", "Errors that a person must mend or accept.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Today(item.OriginBodyId, session);
        var findings = DispatchCheck.Run(ItemPaper.Of(item, body, item.TargetDate ?? body.Today(session.Now), rules.Bodies));
        foreach (var finding in findings)
            Write(session, item, finding);
        var errors = findings.Count(finding => finding.Severity == FindingSeverity.Error);
        return errors == 0
            ? ActivityResult.Complete("Clean", ItemTexts.Say("reason-clean", findings.Count))
            : ActivityResult.Complete("Findings", ItemTexts.Say("reason-findings", errors));
    }

    private static void Write(ForumSession session, Item item, Finding finding) => session.Audit(
        item.Id,
        "checked",
        finding.Text,
        ("rule", finding.Rule),
        ("severity", finding.Severity.Spelled()),
        ("item", item.Id),
        ("place", finding.Place),
        ("text", finding.Text));
}
