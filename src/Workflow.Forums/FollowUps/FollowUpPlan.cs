using System.Globalization;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.FollowUps;

/// <summary>Turns the promises of a decision into follow-ups, each with a draft item for the meeting it is due at.</summary>
public static class FollowUpPlan
{
    public static IReadOnlyList<(FollowUp FollowUp, Item Draft)> For(Item item, Treatment decided, DateOnly meetingDate) =>
    [
        .. PromiseReader.Read(decided.Decision?.Text, meetingDate)
            .Select((promise, index) => Make(item, decided, promise, index + 1)),
    ];

    private static (FollowUp FollowUp, Item Draft) Make(Item item, Treatment decided, Promise promise, int number)
    {
        // Two bodies may each promise something about the same item: the round tells their drafts apart.
        var round = decided.Round == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".r{decided.Round}");
        var suffix = string.Create(CultureInfo.InvariantCulture, $"{round}.f{number}");
        var draft = new Item
        {
            Id = item.Id + suffix,
            Title = FollowUpTexts.Title(item.Title),
            OriginBodyId = decided.BodyId,
            CaseNumber = item.CaseNumber,
            Access = item.Access,
            OwnerId = item.OwnerId,
            FollowsItemId = item.Id,
            TargetBodyId = decided.BodyId,
            NotBefore = promise.From,
            TargetDate = promise.From is { } from && from == promise.To ? from : null,
            Sections = [new ItemSection(SectionKind.Statement, null, [Promised(promise, decided)])],
        };
        var followUp = new FollowUp
        {
            Id = "followup." + decided.Id + suffix,
            ItemId = item.Id,
            BodyId = decided.BodyId,
            Text = promise.Text,
            OwnerId = item.OwnerId,
            Due = promise.From,
            DraftItemId = draft.Id,
        };
        return (followUp, draft);
    }

    /// <summary>A promise made in what was put to the body alone stays there, wherever the draft goes.</summary>
    private static TextBlock Promised(Promise promise, Treatment decided)
    {
        var isOpen = Fences.Open(decided.Decision?.Text ?? "").Contains(promise.Text, StringComparison.Ordinal);
        return new TextBlock(FollowUpTexts.Promised(promise.Text), isOpen ? null : decided.BodyId);
    }
}
