using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Kernel;
using Workflow.Documents.Pages;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Papers;
using Workflow.Forums.Publications;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class WriteHearingNote(ForumRules rules) : ForumActivity
{
    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.WriteHearingNote", "Writes who was asked, who answered what, or that no comments came in.", ("Done", "Written."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var today = new BodyClock(body.TimeZone).Day(session.Now);
        var item = await session.Items.FindAsync(consultation.AboutId, cancellationToken).ConfigureAwait(false);
        // The comments on minutes are the members' own; a consultation on a proposal is public once it is closed, unless
        // the item itself is not.
        var isPublic = consultation.Kind != ConsultationKind.Minutes && item is not { Access: Access.Closed };
        var content = HearingNotePage.Write(consultation, body, new PageStamp(PageState.Published, 1, today) { Released = isPublic });
        session.Publications.Add(new Publication
        {
            Id = "hearingNote." + consultation.Id,
            Kind = "hearingNote",
            AboutId = consultation.AboutId,
            Audience = isPublic ? null : body.Id,
            Version = 1,
            Path = string.Create(
                CultureInfo.InvariantCulture, $"{(isPublic ? "published" : "internal")}/{consultation.AboutId}/hearing-note-{consultation.Id}.html"),
            Content = content,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            PublishedAt = session.Now,
        });
        var summary = ConsultationTexts.Note(consultation);
        session.Consultations.Update(consultation with { Note = summary });
        session.Audit(consultation.Id, "hearingNote", summary, new Dictionary<string, string> { ["about"] = consultation.AboutId });
        return ActivityResult.Complete("Done", summary);
    }
}
