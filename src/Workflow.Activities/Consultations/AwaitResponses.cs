using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class AwaitResponses(ForumRules rules) : ForumActivity
{
    private static readonly string[] Awaited = [Signals.Answered, Signals.DeadlineDue, Signals.Extended, Signals.Withdrawn];

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.AwaitResponses",
        "Waits for the parties' answers until the deadline.",
        ("AllAnswered", "Every party has answered."),
        ("ReminderDue", "It is time to remind those who have not."),
        ("DeadlineReached", "The deadline has passed."),
        ("Extended", "The deadline was extended."),
        ("Withdrawn", "The consultation was withdrawn.")).WaitingFor(Awaited);

    /// <summary>Also where all have answered already: the signal of the last answer is on its way.</summary>
    protected override ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ActivityResult.WaitFor(Awaited));

    protected override async ValueTask<ActivityResult> ResumeAsync(
        ActivityContext context, ForumSession session, Signal signal, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        return signal.Name switch
        {
            Signals.Answered => AnsweredOrWait(consultation),
            Signals.Extended => ActivityResult.Complete("Extended", ConsultationTexts.ExtendedBecause(consultation)),
            Signals.DeadlineDue => await OnDeadlineAsync(session, consultation, signal, cancellationToken).ConfigureAwait(false),
            _ => ActivityResult.Complete(
                "Withdrawn", ConsultationTexts.Withdrawn(consultation, signal.Data.GetValueOrDefault("reason"))),
        };
    }

    private static ActivityResult AnsweredOrWait(Consultation consultation) => ConsultationRules.AllAnswered(consultation)
        ? ActivityResult.Complete("AllAnswered", ConsultationTexts.AllAnswered(consultation))
        : ActivityResult.WaitFor(Awaited);

    private async Task<ActivityResult> OnDeadlineAsync(
        ForumSession session, Consultation consultation, Signal signal, CancellationToken cancellationToken)
    {
        // Open rows are cancelled when the deadline is extended; this is the second lock on the same door.
        if (signal.Data["subjectVersion"] != consultation.Version.ToString(CultureInfo.InvariantCulture))
            return ActivityResult.WaitFor(Awaited);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        if (ReminderMarks.IsMark(signal))
        {
            await ReminderBundle.SendAsync(
                session, rules, consultation.Id, body, signal, cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        if (signal.Data["rung"].StartsWith(SendHearingNotices.Reminder + ".", StringComparison.Ordinal))
        {
            await RemindParties.OwnAsync(
                session, consultation, signal.Data["rung"], body, cancellationToken).ConfigureAwait(false);
            return ActivityResult.WaitFor(Awaited);
        }

        if (signal.Data["rung"] == SendHearingNotices.Reminder)
            return ActivityResult.Complete("ReminderDue", ConsultationTexts.ReminderDue(consultation));
        // A party with a later deadline of its own is waited for; its own row fires then. Letters print
        // the deadline itself; what comes within the grace must find the consultation open.
        return session.Now < ConsultationRules.ClosesAt(consultation) + LastMinute.Grace
            ? ActivityResult.WaitFor(Awaited)
            : ActivityResult.Complete("DeadlineReached", ConsultationTexts.DeadlineReached(consultation));
    }
}
