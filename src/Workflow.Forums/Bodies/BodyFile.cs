using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflow.Forums.Bodies;

/// <param name="File">Name of the file.</param>
/// <param name="Path">JSON path of the place.</param>
public sealed record BodyFileMistake(string File, string Path, string Message);

public sealed record BodyFileReading(BodyRegister? Register, IReadOnlyList<BodyFileMistake> Mistakes);

/// <summary>Reads the files of bodies: one body a file, or a list. All mistakes of all files are reported together.</summary>
public static class BodyFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="files">JSON text by file name.</param>
    public static BodyFileReading Read(IReadOnlyDictionary<string, string> files)
    {
        var mistakes = new List<BodyFileMistake>();
        var bodies = new List<(string File, string Path, Body Body)>();
        foreach (var (name, json) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            Read(name, json, bodies, mistakes);
        BodyChecks.Run(bodies, mistakes);
        return mistakes.Count > 0
            ? new BodyFileReading(null, mistakes)
            : new BodyFileReading(new BodyRegister(bodies.Select(entry => entry.Body)), []);
    }

    private static void Read(string name, string json, List<(string, string, Body)> bodies, List<BodyFileMistake> mistakes)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                Read(name, "$", document.RootElement, bodies, mistakes);
                return;
            }

            var index = 0;
            foreach (var element in document.RootElement.EnumerateArray())
                Read(name, $"$[{index++}]", element, bodies, mistakes);
        }
        catch (JsonException exception)
        {
            mistakes.Add(new BodyFileMistake(name, "$", BodyTexts.NotJson(exception.Message)));
        }
    }

    private static void Read(
        string name, string path, JsonElement element, List<(string, string, Body)> bodies, List<BodyFileMistake> mistakes)
    {
        try
        {
            var withoutSchema = element.EnumerateObject().Where(member => member.Name != "$schema").ToDictionary(member => member.Name, member => member.Value);
            bodies.Add((name, path, JsonSerializer.SerializeToElement(withoutSchema).Deserialize<Body>(Options)!));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var at = (exception as JsonException)?.Path is { } inner ? path + inner[1..] : path;
            mistakes.Add(new BodyFileMistake(name, at, BodyTexts.DoesNotFit(exception.Message)));
        }
    }
}
