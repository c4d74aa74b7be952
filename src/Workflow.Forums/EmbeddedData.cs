using System.Reflection;
using System.Text.Json;

namespace Workflow.Forums;

/// <summary>Reads the data files that are built into an assembly: the words of a language are data, not code.</summary>
public static class EmbeddedData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <exception cref="InvalidOperationException">The assembly was built without the file.</exception>
    /// <exception cref="JsonException">The file does not fit the type: a fault of the build.</exception>
    public static T Read<T>(Assembly assembly, string logicalName)
    {
        using var stream = assembly.GetManifestResourceStream(logicalName)
            ?? throw new InvalidOperationException($"The data file '{logicalName}' is not built into {assembly.GetName().Name}.");
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The data file '{logicalName}' is empty.");
    }
}
