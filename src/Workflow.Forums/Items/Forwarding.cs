using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Items;

/// <summary>Makes an item ready for the body it is sent to: unedited, but for what was put to the first body alone.</summary>
public static class Forwarding
{
    /// <summary>
    /// The decision becomes an earlier decision. The recommendation is taken only where the text itself recommends it to
    /// the receiving body; else somebody has to write it, and nothing is invented.
    /// </summary>
    public static PendingForward Prepare(Treatment decided, Body from, DateOnly meetingDate, Body? to)
    {
        var decision = decided.Decision ?? throw new InvalidOperationException($"'{decided.Id}' was sent on without a decision.");
        var entry = new EarlierDecision(
            from.Name, meetingDate, Fences.Open(decision.Text))
        { Outcome = decision.Confirmed?.Kind };
        var earlier = decided.Lineage.Select(before => before with { Text = Fences.Open(before.Text) });
        return new PendingForward(
            decided.MeetingId, [.. earlier, entry], to is null ? null : RecommendationFor(decided, from, to));
    }

    /// <summary>What the receiving body may see of the attachments.</summary>
    public static IReadOnlyList<ItemAttachment> Carried(Item item, string bodyId) =>
        [.. item.Attachments.Where(attachment => attachment.Audience is null || attachment.Audience == bodyId)];

    private static TextBlock[]? RecommendationFor(Treatment decided, Body from, Body to)
    {
        var blocks = (decided.Recommendation ?? []).Where(block => block.Audience is null || block.Audience == to.Id).ToArray();
        var lines = blocks.SelectMany(block => block.Text.Split('\n')).ToList();
        return lines.Any(line => BeginsWithName(line, to)) && !lines.Any(line => BeginsWithName(line, from)) ? blocks : null;
    }

    /// <summary>"At [body] takes note …": the receiving body is the one who is to act.</summary>
    private static bool BeginsWithName(string line, Body to)
    {
        var words = line.Trim().TrimStart('-', ' ');
        return to.Aliases.Append(to.Name).Any(name => ForwardingPhrases.Introductions.Any(introduction =>
            words.StartsWith($"{introduction} {name} ", StringComparison.OrdinalIgnoreCase)));
    }
}
