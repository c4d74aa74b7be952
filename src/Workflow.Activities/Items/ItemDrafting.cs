using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.People;

namespace Workflow.Activities.Items;

/// <summary>What becomes of an item's text when it is drafted and handed in. Pure.</summary>
internal static class ItemDrafting
{
    public static Ruling<Item> Draft(DraftItem command, BodyRegister bodies)
    {
        if (command.ItemId.Length is 0 or > 200
            || !command.ItemId.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return ItemTexts.Refuse("item-id-unsafe", command.ItemId);
        if (bodies.Find(command.BodyId) is null)
            return ItemTexts.Refuse("body-unknown", command.BodyId);
        if (string.IsNullOrWhiteSpace(command.Title))
            return ItemTexts.Refuse("title-missing");
        return new Item
        {
            Id = command.ItemId,
            Title = command.Title,
            PublicTitle = command.PublicTitle,
            OriginBodyId = command.BodyId,
            CaseNumber = command.CaseNumber,
            DocumentNumber = command.DocumentNumber,
            Access = command.Access,
            PlannedRoute = command.PlannedRoute,
            PlannedBody = command.PlannedBody,
            PlannedDate = command.PlannedDate,
            OwnerId = command.OwnerId,
            Sections = command.Sections,
            Recommendation = command.Recommendation,
            Attachments = command.Attachments,
            Standing = command.Standing,
            AboutMeetingId = command.AboutMeetingId,
            TargetBodyId = command.BodyId,
            TargetDate = command.MeetingDate,
            Forward = command.Lineage.Count == 0 ? null : new PendingForward("", command.Lineage, command.Recommendation),
        };
    }

    /// <summary>Handed in again, it is another version of the text: what was approved of the last one is not of this.</summary>
    public static Item Submit(Item item, SubmitItem command, Actor actor) => Recommended(item, command) with
    {
        State = ItemState.Submitted,
        Title = command.Title ?? item.Title,
        Sections = command.Sections ?? item.Sections,
        Attachments = command.Attachments ?? item.Attachments,
        TargetDate = command.MeetingDate ?? item.TargetDate,
        Late = command.MeetingDate is null || command.MeetingDate == item.TargetDate ? item.Late : null,
        SubmittedById = actor.Id,
        TextVersion = item.SubmittedById is null ? item.TextVersion : item.TextVersion + 1,
    };

    private static Item Recommended(Item item, SubmitItem command) =>
        command.Recommendation is { } recommendation ? Recommend(item, recommendation) : item;

    /// <summary>A recommendation is always for the body that treats the item next.</summary>
    public static Item Recommend(Item item, IReadOnlyList<TextBlock> recommendation) => item.Forward is { } forward
        ? item with { Forward = forward with { Recommendation = recommendation } }
        : item with { Recommendation = recommendation };
}
