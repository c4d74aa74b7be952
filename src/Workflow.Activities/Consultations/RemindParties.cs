using Workflow.Activities.Kernel;
using Workflow.Activities.Reminders;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class RemindParties(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step(
            "Forum.RemindParties", "Reminds the parties that have not answered, and nobody else.", ("Done", "Reminded."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        // Whoever has a later deadline of its own is reminded before that.
        var silent = ConsultationRules.Unanswered(consultation)
            .Where(party => party.Address is { Length: > 0 } && !ConsultationRules.HasOwnDeadline(consultation, party)).ToList();
        return ActivityResult.Complete(
            "Done", await RemindAsync(
                session, consultation, silent, SendHearingNotices.Reminder, body, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// The party with a deadline of its own whose rung it is; nobody where it has answered, or has yet another contact.
    /// </summary>
    public static Task OwnAsync(
        ForumSession session, Consultation consultation, string rung, Body body, CancellationToken cancellationToken)
    {
        var party = ConsultationRules.Unanswered(consultation).FirstOrDefault(party =>
            party.Address is { Length: > 0 } && ConsultationRules.HasOwnDeadline(consultation, party)
                && SendHearingNotices.OwnReminder(party) == rung);
        return party is null ? Task.CompletedTask : RemindAsync(session, consultation, [party], rung, body, cancellationToken);
    }

    private static async Task<string> RemindAsync(
        ForumSession session, Consultation consultation, IReadOnlyList<ConsultationParty> silent, string rung, Body body,
        CancellationToken cancellationToken)
    {
        foreach (var party in silent)
            await ReminderMarks.SetAsync(
                session, consultation.Id, consultation.Version, rung, ReminderMarks.Party(consultation.Id, party.Id), body,
                SendHearingNotices.RemindAt(ConsultationRules.DeadlineOf(consultation, party), body),
                cancellationToken).ConfigureAwait(false);

        var text = ConsultationTexts.Reminded(consultation, silent);
        session.Audit(consultation.Id, "reminder", text, new Dictionary<string, string>
        {
            ["about"] = consultation.AboutId,
            ["to"] = string.Join(", ", silent.Select(party => party.Name)),
        });
        return text;
    }
}
