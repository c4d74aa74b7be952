using Workflow.Activities.Consultations;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Meetings;

namespace Workflow.Activities.Meetings;

internal sealed class ConsultOnMinutes(ForumRules rules) : MeetingActivity(rules)
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.ConsultOnMinutes",
        "Asks the members for their remarks on the minutes and waits until the consultation has ended.",
        ("Closed", "It has ended.")).WaitingFor(Signals.ChildEnded);

    protected override async Task<ActivityResult> EnterAsync(MeetingScene scene, CancellationToken cancellationToken)
    {
        var (title, question) = BodyLanguage.Of(scene.Body, () => (
            MeetingTexts.Say("MinutesTitle", scene.Body.Name, scene.Meeting.Date), MeetingTexts.Say("MinutesQuestion")));
        var last = new WorkingCalendar(scene.Body.WorkingDays).Forward(scene.Today, scene.Body.Meetings.MinutesConsultation);
        var consultation = await ConsultationRequests.OpenAsync(
            scene.Session,
            ConsultationKind.Minutes,
            scene.Meeting.Id,
            scene.Body,
            title,
            question,
            scene.Meeting.MinutesHash!,
            [.. scene.Roles.Members.Select(member => new ConsultedParty(member.Id, member.Name, member.Address))],
            scene.Clock.EndOfDay(last),
            scene.Meeting.Id,
            cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { State = MeetingState.MinutesInConsultation, AwaitedChildId = consultation.Id });
        scene.Audit("minutesInConsultation", MeetingTexts.Say("MinutesInConsultation", consultation.Parties.Count, last),
            ("consultation", consultation.Id));
        return ActivityResult.WaitFor(Signals.ChildEnded);
    }

    protected override async Task<ActivityResult> ResumeAsync(
        MeetingScene scene, Signal signal, CancellationToken cancellationToken)
    {
        var consultation = await scene.Session.Consultations.GetAsync(
            scene.Meeting.AwaitedChildId!, cancellationToken).ConfigureAwait(false);
        scene.Change(scene.Meeting with { AwaitedChildId = null });
        scene.Reach(MeetingPlan.MinutesConsultation);
        return ActivityResult.Complete("Closed", consultation.State == ConsultationState.Withdrawn
            ? MeetingTexts.Say("MinutesConsultationWithdrawn")
            : MeetingTexts.Say("MinutesConsulted", consultation.Note));
    }
}
