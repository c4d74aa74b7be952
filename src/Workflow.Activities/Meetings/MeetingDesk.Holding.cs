using Workflow.Activities.Kernel;
using Workflow.Forums;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Forums.People;

namespace Workflow.Activities.Meetings;

public sealed partial class MeetingDesk
{
    /// <summary>After a rejection: the agenda is composed anew and its approval asked for again.</summary>
    public Task<Ruling<Meeting>> CorrectAgendaAsync(
        CorrectAgenda command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("correctAgenda", command.MeetingId, actor, commandId, (scene, _) => Task.FromResult(Write(
            scene, MeetingTransitions.Correct(scene.Meeting), Signals.Corrected, "agendaCorrected", _ =>
                string.IsNullOrWhiteSpace(command.Note)
                    ? MeetingTexts.Say("Corrected")
                    : MeetingTexts.Say("CorrectedNote", command.Note))),
            cancellationToken);

    public Task<Ruling<Meeting>> HoldAsync(
        HoldMeeting command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("holdMeeting", command.MeetingId, actor, commandId, (scene, _) => Task.FromResult(Write(
            scene, MeetingTransitions.Hold(scene.Meeting, scene.Body, scene.Session.Now), Signals.Held, "meetingHeld",
            held => MeetingTexts.Say("Held", held.Date))),
            cancellationToken);

    /// <summary>
    /// Refused while an item is undecided (named), and where the minutes show an error that nobody has accepted: what
    /// leaves this house is published.
    /// </summary>
    public Task<Ruling<Meeting>> CloseAsync(
        CloseMeeting command, Actor actor, string commandId, CancellationToken cancellationToken) =>
        ChangeAsync("closeMeeting", command.MeetingId, actor, commandId, async (scene, token) =>
        {
            var treatments = await scene.Session.TreatmentsOfMeetingAsync(scene.Meeting.Id, token).ConfigureAwait(false);
            var ruling = MeetingTransitions.Close(scene.Meeting, treatments, scene.Session.Now);
            if (!ruling.IsAccepted)
                return ruling;
            if (await RefuseErrorsAsync(scene, command.AcceptFindings, token).ConfigureAwait(false) is { } refusal)
                return refusal;
            return Write(scene, ruling, Signals.Closed, "meetingClosed", closed => MeetingTexts.Say("Closed", closed.Date));
        }, cancellationToken);

    /// <summary>
    /// What leaves this house is published: a personal number in a decision, say, is accepted by a person or not at all.
    /// </summary>
    private static async Task<Refusal?> RefuseErrorsAsync(
        MeetingScene scene, string? acceptFindings, CancellationToken cancellationToken)
    {
        var items = await MeetingPapers.ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var minutes = MeetingPapers.Derive(scene, PaperKind.Minutes, items, Viewer.Secretariat(scene.Body.Id));
        var errors = PaperErrors.New(scene, minutes, items);
        if (errors.Count == 0)
            return null;
        if (string.IsNullOrWhiteSpace(acceptFindings))
            return MeetingTexts.Refuse("minutes-have-errors", "MinutesErrors", PaperErrors.Lines(errors));
        scene.Audit(
            "findingsAccepted",
            MeetingTexts.Say("MinutesErrorsAccepted", acceptFindings, PaperErrors.Lines(errors)),
            ("rules", string.Join(", ", errors.Select(error => error.Rule).Distinct(StringComparer.Ordinal))));
        return null;
    }
}
