using Workflow.Engine.Activities;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>What the activities ask again and again about an item.</summary>
internal static class ItemStory
{
    /// <summary>What the newest body does with it: neither taken off an agenda nor routed; null where it is on none.</summary>
    public static async Task<Treatment?> CurrentTreatmentAsync(
        this ForumSession session, string itemId, CancellationToken cancellationToken) =>
        (await session.TreatmentsOfItemAsync(itemId, cancellationToken).ConfigureAwait(false))
            .LastOrDefault(treatment => treatment.State is not (TreatmentState.Removed or TreatmentState.Routed));

    /// <summary>The newest that was not taken off; null before the first agenda.</summary>
    public static async Task<Treatment?> LastTreatmentAsync(
        this ForumSession session, string itemId, CancellationToken cancellationToken) =>
        (await session.TreatmentsOfItemAsync(itemId, cancellationToken).ConfigureAwait(false))
            .LastOrDefault(treatment => treatment.State != TreatmentState.Removed);

    /// <exception cref="PermanentActivityException">No body has treated the item.</exception>
    public static async Task<Treatment> DecidedTreatmentAsync(
        this ForumSession session, string itemId, CancellationToken cancellationToken) =>
        await session.LastTreatmentAsync(itemId, cancellationToken).ConfigureAwait(false)
        ?? throw new PermanentActivityException($"Item '{itemId}' has no treatment that could have been decided.");

    public static void SetState(this ForumSession session, Item item, ItemState state) =>
        session.Items.Update(item with { State = state });

    public static void Audit(
        this ForumSession session, string itemId, string act, string text, params ReadOnlySpan<(string Key, string? Value)> facts)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in facts)
        {
            if (value is not null)
                known[key] = value;
        }

        session.Audit(itemId, act, text, known);
    }

    public static string? Iso(this DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As a definition, a facts file or a web page spells it: camelCase.</summary>
    public static string Spelled(this Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
