using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class CloseConsultation(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.CloseConsultation", "Closes the consultation; whoever said nothing is silent.", ("Done", "Closed."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var open = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var closed = ConsultationRules.Close(
            await ConsultationDelivery.SettleAsync(
                session, rules, open, cancellationToken, isClosing: true).ConfigureAwait(false));
        session.Consultations.Update(closed);
        var text = ConsultationTexts.Closed(closed);
        await session.CancelDeadlinesAsync(closed.Id, text, cancellationToken).ConfigureAwait(false);
        session.Audit(closed.Id, "consultationClosed", text, new Dictionary<string, string>
        {
            ["about"] = closed.AboutId,
            ["answered"] = Names(closed, PartyState.Answered),
            ["noComments"] = Names(closed, PartyState.NoComments),
            ["silent"] = Names(closed, PartyState.Silent),
            ["notReached"] = Names(closed, PartyState.Bounced, PartyState.Unreachable, PartyState.Uncertain),
        }.Where(fact => fact.Key != "notReached" || fact.Value.Length > 0).ToDictionary());
        return ActivityResult.Complete("Done", text);
    }

    private static string Names(Consultation consultation, params PartyState[] states) =>
        string.Join(", ", consultation.Parties.Where(party => states.Contains(party.State)).Select(party => party.Name));
}
