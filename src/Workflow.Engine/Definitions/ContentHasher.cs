using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workflow.Engine.Definitions;

/// <summary>A hash over what a definition means; layout, order in the file and designer positions do not matter.</summary>
internal static class ContentHasher
{
    public static string Hash(
        string definitionId,
        int version,
        Dictionary<string, ActivityNode> activities,
        Dictionary<(string Activity, string Port), string> connections)
    {
        string[][] lines =
        [
            ["definition", definitionId, version.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            .. activities.Values.OrderBy(node => node.Id, StringComparer.Ordinal).Select(Line),
            .. connections
                .OrderBy(edge => edge.Key.Activity, StringComparer.Ordinal).ThenBy(edge => edge.Key.Port, StringComparer.Ordinal)
                .Select(edge => new[] { "connection", edge.Key.Activity, edge.Key.Port, edge.Value }),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(lines))));
    }

    private static string[] Line(ActivityNode node) =>
    [
        "activity", node.Id, node.Type,
        .. node.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).SelectMany(input => new[] { input.Key, input.Value }),
    ];
}
