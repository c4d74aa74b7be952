using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Papers;

namespace Workflow.Activities.Items;

/// <summary>
/// One item as the secretariat of its body would read it on an agenda: what the check looks at before there is one.
/// </summary>
internal static class ItemPaper
{
    public static MeetingPaper Of(Item item, Body body, DateOnly day, BodyRegister bodies) =>
        Of(item, body, day, bodies, Viewer.Secretariat(body.Id));

    public static MeetingPaper Of(Item item, Body body, DateOnly day, BodyRegister bodies, Viewer viewer)
    {
        var meeting = new Meeting { Id = item.Id, BodyId = body.Id, Date = day, Time = default };
        var treatment = new Treatment
        {
            Id = item.Id,
            ItemId = item.Id,
            MeetingId = meeting.Id,
            BodyId = body.Id,
            Order = 1,
            DocumentNumber = item.DocumentNumber,
            Recommendation = item.Recommendation.Count > 0 ? item.Recommendation : null,
        };
        return PaperFor.Derive(
            PaperKind.Agenda, meeting, body, [new TreatedItem(item, treatment)], viewer, bodies);
    }
}
