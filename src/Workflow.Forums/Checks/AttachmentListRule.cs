using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>The list of files before an item and its numbered list of attachments say different things.</summary>
internal sealed class AttachmentListRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from item in paper.Items
        let listed = item.Printed?.ListedFiles ?? []
        where listed.Count > 0
        let numbered = item.Attachments.Select(file => file.Name).ToList()
        let onlyOne = listed.Except(numbered, Names.Comparer).Concat(numbered.Except(listed, Names.Comparer)).ToList()
        where onlyOne.Count > 0
        select CheckTexts.Finding(item.Number, "attachment-list-differs", FindingSeverity.Warning, item.Title,
            string.Join(" / ", onlyOne));

    private sealed class Names : IEqualityComparer<string>
    {
        public static Names Comparer { get; } = new();

        // A cut name ends in one to four points or not, as the system that cut it pleased.
        public bool Equals(string? x, string? y) => string.Equals(Core(x), Core(y), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Core(obj));

        private static string Core(string? name) =>
            string.Join(' ', (name ?? "").TrimEnd('.', '…', '_', ' ').Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries));
    }
}
