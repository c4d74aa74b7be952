namespace Workflow.Forums.Approvals;

/// <summary>Says what a change of content touched, part by part.</summary>
public static class ContentChange
{
    /// <returns>In the language of the current UI culture; a general sentence where the parts are not known.</returns>
    public static string Describe(IReadOnlyList<ContentPart> before, IReadOnlyList<ContentPart> after)
    {
        if (before.Count == 0 || after.Count == 0)
            return ApprovalTexts.Say("ChangeUnknown");
        var old = before.ToDictionary(part => part.Key, StringComparer.Ordinal);
        var now = after.ToDictionary(part => part.Key, StringComparer.Ordinal);
        var lines = after.Select(part => !old.TryGetValue(part.Key, out var former) ? ApprovalTexts.Say("ChangeNew", part.Label)
                : former.Hash != part.Hash ? ApprovalTexts.Say("ChangeChanged", part.Label)
                : null)
            .Concat(before.Where(part => !now.ContainsKey(part.Key)).Select(part => ApprovalTexts.Say("ChangeGone", part.Label)))
            .OfType<string>().ToList();
        if (lines.Count == 0)
            lines.Add(ApprovalTexts.Say(IsReordered(before, after) ? "ChangeOrder" : "ChangeUnknown"));
        return string.Join('\n', lines);
    }

    private static bool IsReordered(IReadOnlyList<ContentPart> before, IReadOnlyList<ContentPart> after) =>
        !before.Select(part => part.Key).SequenceEqual(after.Select(part => part.Key), StringComparer.Ordinal);
}
