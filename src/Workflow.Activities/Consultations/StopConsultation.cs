using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class StopConsultation(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe.Step("Forum.StopConsultation", "Tells the parties that their answers are no longer wanted.", ("Done", "Told."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        foreach (var party in consultation.Parties.Where(party => party.Address is { Length: > 0 }))
        {
            var envelope = await new Envelope(
                new Recipient(party.Id, party.Name, party.Address!), body,
                BodyLanguage.Of(body, () => ConsultationTexts.WhyParty(consultation)), session.Now,
                consultation.Version.ToString(CultureInfo.InvariantCulture))
                .WithReplyAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
            await session.AddLetterAsync(
                rules.Letters.Withdrawn(envelope, consultation.Id, consultation.Title, why: null),
                cancellationToken).ConfigureAwait(false);
        }

        var text = ConsultationTexts.Withdrawn(consultation, reason: null);
        session.Audit(
            consultation.Id, "consultationWithdrawn", text, new Dictionary<string, string> { ["about"] = consultation.AboutId });
        return ActivityResult.Complete("Done", text);
    }
}
