using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflow.Forums.Approvals;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>SHA-256 (hex) of all that is an item's text: an approval or a consultation is bound to it.</summary>
internal static class ItemHash
{
    public static string Of(Item item) =>
        Hash(new { item.Title, item.Access, item.PlannedRoute, item.Sections, item.Recommendation, item.Attachments });

    /// <summary>
    /// What the hash is made of, so that a change can be told; labels in the language of the current UI culture.
    /// </summary>
    public static (string Hash, IReadOnlyList<ContentPart> Parts) Content(Item item)
    {
        var sections = item.Sections.Select((section, index) => new ContentPart(
            $"section-{section.Kind}-{index}",
            ItemTexts.Say("part-section", section.Heading ?? (index + 1).ToString(CultureInfo.InvariantCulture)),
            Hash(section)));
        return (Of(item),
        [
            new ContentPart("title", ItemTexts.Say("part-title"), Hash(new { item.Title, item.Access, item.PlannedRoute })),
            .. sections,
            new ContentPart("recommendation", ItemTexts.Say("part-recommendation"), Hash(item.Recommendation)),
            new ContentPart("attachments", ItemTexts.Say("part-attachments"), Hash(item.Attachments)),
        ]);
    }

    private static string Hash<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ForumJson.Write(content))));
}
