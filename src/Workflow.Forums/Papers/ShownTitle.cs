using Workflow.Forums.Items;

namespace Workflow.Forums.Papers;

/// <summary>What an item is called before those who may not see a closed one.</summary>
public static class ShownTitle
{
    /// <summary>An item that is not open goes by its public title, or by none of its own.</summary>
    public static string ToOutsiders(Item item) =>
        item.Access == Access.Open ? item.Title : item.PublicTitle ?? PaperTexts.ClosedItem;
}
