using System.Security.Cryptography;
using System.Text;
using Workflow.Forums.Items;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>SHA-256 (hex) of all that is an item's text: an approval or a consultation is bound to it.</summary>
internal static class ItemHash
{
    public static string Of(Item item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ForumJson.Write(
        new { item.Title, item.Access, item.PlannedRoute, item.Sections, item.Recommendation, item.Attachments }))));
}
