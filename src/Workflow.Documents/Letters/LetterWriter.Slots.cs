using System.Globalization;
using Workflow.Documents.Printing;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Meetings;

namespace Workflow.Documents.Letters;

/// <content>Presenters and their own part of a meeting.</content>
public sealed partial class LetterWriter
{
    /// <param name="treatment">With this letter counted in.</param>
    public Letter Slot(Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot, string title) =>
        Write(envelope, LetterKinds.Slot, treatment.Id, SlotFacts(envelope, meeting, treatment, slot, title)) with
        {
            Calendar = _calendar.Slot(envelope, meeting, treatment, slot),
        };

    /// <summary>To the one who was told of it.</summary>
    /// <param name="treatment">With this letter counted in.</param>
    public Letter SlotCancelled(Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot, string title) =>
        Write(envelope, LetterKinds.SlotCancelled, treatment.Id, SlotFacts(envelope, meeting, treatment, slot, title)) with
        {
            Calendar = _calendar.SlotCancelled(envelope, meeting, treatment, slot),
        };

    private static Dictionary<string, object> SlotFacts(
        Envelope envelope, Meeting meeting, Treatment treatment, PresenterSlot slot, string title)
    {
        var facts = MeetingFacts(envelope, meeting);
        var begins = meeting.Date.ToDateTime(meeting.Time).AddMinutes(slot.After);
        facts["begins"] = PrintedDates.Sentence(
            DateOnly.FromDateTime(begins), TimeOnly.FromDateTime(begins), CultureOf(envelope));
        facts["minutes"] = slot.Minutes.ToString(CultureInfo.InvariantCulture);
        facts["number"] = PlainText.Line(treatment.Number);
        facts["title"] = PlainText.Line(title);
        return facts;
    }
}
