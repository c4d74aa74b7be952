using System.Security.Cryptography;
using System.Text;
using Workflow.Activities.Kernel;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;
using Workflow.Runtime;

namespace Workflow.Activities.Meetings;

/// <summary>A meeting's agenda and minutes as somebody may see them, and the hash that an approval is bound to.</summary>
internal static class MeetingPapers
{
    public static async Task<IReadOnlyList<TreatedItem>> ItemsAsync(
        ForumSession session, string meetingId, CancellationToken cancellationToken)
    {
        var items = new List<TreatedItem>();
        foreach (var treatment in await session.TreatmentsOfMeetingAsync(meetingId, cancellationToken).ConfigureAwait(false))
        {
            if (treatment.State != Forums.Items.TreatmentState.Removed)
                items.Add(new TreatedItem(
                    await session.Items.GetAsync(treatment.ItemId, cancellationToken).ConfigureAwait(false), treatment));
        }

        return items;
    }

    public static async Task<(MeetingPaper Paper, string Hash)> WholeAsync(
        MeetingScene scene, PaperKind kind, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(scene.Session, scene.Meeting.Id, cancellationToken).ConfigureAwait(false);
        var paper = Derive(scene, kind, items, Viewer.Secretariat(scene.Body.Id));
        return (paper, Hash(paper));
    }

    /// <summary>What the hash is made of, item by item, so that a change can be told: by number, never by a title.</summary>
    public static IReadOnlyList<ContentPart> Parts(MeetingScene scene, MeetingPaper paper) =>
        BodyLanguage.Of<IReadOnlyList<ContentPart>>(scene.Body, () =>
        [
            new ContentPart("paper", MeetingTexts.Say("PartPaper"), Hash(paper with { Items = [] })),
            .. paper.Items.Select(item => new ContentPart(
                item.Id ?? item.Number, MeetingTexts.Say("PartItem", item.Number),
                Hash(paper with { Items = [item with { Number = "" }] }))),
        ]);

    public static MeetingPaper Derive(MeetingScene scene, PaperKind kind, IReadOnlyList<TreatedItem> items, Viewer viewer) =>
        Derive(kind, scene.Meeting, scene.Body, items, viewer, scene.Rules.Bodies);

    public static MeetingPaper Derive(
        PaperKind kind, Meeting meeting, Body body, IReadOnlyList<TreatedItem> items, Viewer viewer, BodyRegister bodies) =>
        BodyLanguage.Of(body, () => PaperFor.Derive(kind, meeting, body, items, viewer, bodies));

    /// <summary>
    /// SHA-256 (hex) of what stands in the paper. Day, time and place are left out: moving a meeting asks nobody again for
    /// what they have approved.
    /// </summary>
    private static string Hash(MeetingPaper paper) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(ForumJson.Write(paper with { Date = null, Time = null, Place = null }))));
}
