using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Checks;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Meetings;

/// <summary>
/// Puts together what the chairs are to approve. Its numbers follow the order until they are locked at dispatch; the
/// overview of routes is generated with it.
/// </summary>
internal sealed class ComposeAgenda(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.ComposeAgenda", "Puts the agenda together and checks it.", ("Done", "Composed."));

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        if (scene.IsCancelled)
            return ActivityResult.Complete("Done", MeetingTexts.Say("CancelledMeanwhile", scene.Meeting.Date));
        var (paper, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Agenda, cancellationToken).ConfigureAwait(false);
        scene.Change(
            scene.Meeting with
            {
                AgendaVersion = scene.Meeting.AgendaVersion + 1,
                AgendaHash = hash,
                AgendaAuthorId = scene.Author
            });
        var findings = PaperErrors.Check(scene, paper);
        foreach (var finding in findings)
            Write(scene, finding);
        await AskAboutErrorsAsync(scene, paper, cancellationToken).ConfigureAwait(false);
        var text = MeetingTexts.Say("Composed", scene.Meeting.AgendaVersion, paper.Items.Count, findings.Count);
        scene.Audit(
            "agendaComposed",
            text,
            ("version", Number(scene.Meeting.AgendaVersion)),
            ("hash", hash),
            ("items", Number(paper.Items.Count)),
            ("findings", Number(findings.Count)));
        return ActivityResult.Complete("Done", text);
    }

    private static void Write(MeetingScene scene, Finding finding) => scene.Audit(
        "agendaFinding",
        finding.Text,
        ("item", finding.Item),
        ("rule", finding.Rule),
        ("severity", finding.Severity.ToString().ToLowerInvariant()),
        ("place", finding.Place));

    private static async Task AskAboutErrorsAsync(MeetingScene scene, MeetingPaper paper, CancellationToken cancellationToken)
    {
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var errors = PaperErrors.New(scene, paper, items);
        if (errors.Count > 0)
            await MeetingTasks.AskAsync(
                scene, MeetingTasks.AcceptErrors, () => MeetingTexts.Say("TaskErrors", PaperErrors.Lines(errors)),
                cancellationToken).ConfigureAwait(false);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
