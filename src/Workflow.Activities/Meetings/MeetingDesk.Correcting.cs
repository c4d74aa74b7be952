using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Tasks;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;

namespace Workflow.Activities.Meetings;

public sealed partial class MeetingDesk
{
    /// <summary>
    /// Minutes that wait to be amended go on to be confirmed; those being approved in writing are asked about anew; published
    /// ones get a new version that says what was corrected, and the old one stays where it is.
    /// </summary>
    public Task<Ruling<Meeting>> CorrectMinutesAsync(
        CorrectMinutes command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("correctMinutes", command.MeetingId, actor, commandId, async (scene, token) =>
        {
            if (string.IsNullOrWhiteSpace(command.Reason))
                return MeetingTexts.Refuse("reason-missing", "CorrectionReasonMissing");
            var way = await CorrectionWay.OfAsync(scene, token).ConfigureAwait(false);
            if (way is null)
                return MeetingTexts.Refuse("minutes-not-correctable", "MinutesNotCorrectable", scene.Meeting.Date);
            var treatments = await scene.Session.TreatmentsOfMeetingAsync(scene.Meeting.Id, token).ConfigureAwait(false);
            if (command.Decisions.FirstOrDefault(
                wanted => Decided(treatments, wanted) is null || string.IsNullOrWhiteSpace(wanted.Text)) is { } wrong)
                return MeetingTexts.Refuse("decision-not-correctable", "DecisionNotCorrectable", wrong.ItemId);
            var numbers = Rewrite(scene, command, treatments);
            if (await RefuseErrorsAsync(scene, command.AcceptFindings, token).ConfigureAwait(false) is { } refusal)
                return refusal;
            await RenewAsync(scene, command, numbers, token).ConfigureAwait(false);
            await way(scene, command, numbers, token).ConfigureAwait(false);
            return scene.Meeting;
        }, cancellationToken);

    private static Treatment? Decided(IReadOnlyList<Treatment> treatments, DecisionCorrection wanted) =>
        treatments.FirstOrDefault(
            treatment => treatment.ItemId == wanted.ItemId && treatment.State != TreatmentState.Removed
                && treatment.Decision is not null);

    /// <returns>Numbers of the items whose decision reads otherwise now.</returns>
    private static List<string> Rewrite(MeetingScene scene, CorrectMinutes command, IReadOnlyList<Treatment> treatments)
    {
        foreach (var wanted in command.Decisions)
        {
            var treatment = Decided(treatments, wanted)!;
            scene.Session.Treatments.Update(treatment with { Decision = treatment.Decision! with { Text = wanted.Text } });
        }

        if (command.Participants is { } participants)
            scene.Change(scene.Meeting with { Participants = participants });
        return [.. command.Decisions.Select(wanted => Decided(treatments, wanted)!.Number ?? wanted.ItemId)];
    }

    private static async Task RenewAsync(
        MeetingScene scene, CorrectMinutes command, List<string> numbers, CancellationToken cancellationToken)
    {
        var (_, hash) = await MeetingPapers.WholeAsync(scene, PaperKind.Minutes, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with
        {
            MinutesVersion = scene.Meeting.MinutesVersion + 1,
            MinutesHash = hash,
            MinutesAuthorId = scene.Author ?? scene.Meeting.MinutesAuthorId,
        });
        scene.Audit(
            "minutesCorrected",
            MeetingTexts.Say("MinutesCorrected", scene.Meeting.MinutesVersion, command.Reason),
            ("version", scene.Meeting.MinutesVersion.ToString(CultureInfo.InvariantCulture)),
            ("hash", hash),
            ("items", numbers.Count == 0 ? null : string.Join(", ", numbers)));
    }
}
