using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Consultations;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>The note goes with the item as an attachment; its page is published by the consultation itself.</summary>
internal sealed class AttachHearingNote(ForumRules rules) : ForumActivity
{
    private static readonly ActivityDescriptor Known = new()
    {
        TypeName = "Forum.AttachHearingNote",
        Summary = "Attaches the note of the hearing to the item.",
        Outcomes = [new("Done", "The note is attached, or there was none.")],
    };

    public override ActivityDescriptor Descriptor => Known;

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var item = await session.Items.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var hearings = await session.ConsultationsAboutAsync(item.Id, cancellationToken).ConfigureAwait(false);
        if (hearings is not [.., { State: ConsultationState.Closed, Note: not null } hearing])
            return ActivityResult.Complete("Done", ItemTexts.Say("reason-no-hearing-note"));
        var note = AttachedNote.Of(rules, item, hearing);
        session.Items.Update(item with { Attachments = [.. item.Attachments, note] });
        session.Audit(
            item.Id, "hearingNoteAttached", ItemTexts.Say("reason-hearing-note", note.Name), ("consultation", hearing.Id));
        return ActivityResult.Complete("Done", ItemTexts.Say("reason-hearing-note", note.Name));
    }
}
