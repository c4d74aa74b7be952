using Workflow.Forums.Papers;

namespace Workflow.Forums.Checks;

/// <summary>A person listed as taking part and as absent. One finding a person, however many items say so.</summary>
internal sealed class AttendanceContradictionRule : ICheckRule
{
    public IEnumerable<Finding> Check(MeetingPaper paper, CheckContext context) =>
        from person in paper.Participants
        let items = paper.Items.Where(item => item.Absent.Any(absent => Same(absent.Name, person.Name)))
            .Select(item => item.Number).ToList()
        where items.Count > 0
        select CheckTexts.Finding(
            items.Count == 1 ? items[0] : null, "attendance-contradiction", FindingSeverity.Error, person.Name, person.Name,
                string.Join(", ", items));

    private static bool Same(string one, string other) =>
        string.Equals(Squeeze(one), Squeeze(other), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
