using Workflow.Activities.Kernel;
using Workflow.Forums.Bodies;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>Errors of a paper that nobody can have accepted yet, because only the whole paper shows them.</summary>
internal static class PaperErrors
{
    public static IReadOnlyList<Finding> Check(MeetingScene scene, MeetingPaper paper) =>
        BodyLanguage.Of(scene.Body, () => DispatchCheck.Run(paper, Context(scene)));

    /// <summary>
    /// An item's own errors were mended or accepted before it came onto the agenda: it does not get there else.
    /// </summary>
    public static IReadOnlyList<Finding> New(MeetingScene scene, MeetingPaper paper, IReadOnlyList<TreatedItem> items)
    {
        var accepted = items
            .SelectMany(
                entry => Check(scene, MeetingPapers.Derive(scene, PaperKind.Agenda, [entry], Viewer.Secretariat(scene.Body.Id))))
            .Select(Key).ToHashSet();
        return [.. Check(
            scene, paper).Where(finding => finding.Severity == FindingSeverity.Error && !accepted.Contains(Key(finding)))];
    }

    public static string Lines(IEnumerable<Finding> findings) =>
        string.Join(
            "\n", findings.Select(finding => finding.Item is { } number ? $"- {number}: {finding.Text}" : $"- {finding.Text}"));

    private static (string Rule, string Place, string Text) Key(Finding finding) => (finding.Rule, finding.Place, finding.Text);

    private static CheckContext Context(MeetingScene scene) => new()
    {
        Own = BodyNames.Phrases(scene.Body),
        Bodies =
        [
            .. scene.Rules.Bodies.All.OrderBy(body => body.Cluster == scene.Body.Cluster ? 0 : 1).Select(BodyNames.Phrases),
        ],
    };
}
