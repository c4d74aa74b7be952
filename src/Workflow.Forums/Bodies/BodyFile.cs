using System.Text.Json;
using Workflow.Forums.Files;

namespace Workflow.Forums.Bodies;

/// <param name="File">Name of the file.</param>
/// <param name="Path">JSON path of the place.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
public sealed record BodyFileMistake(string File, string Path, string Message);

/// <param name="Register">Null where there is any mistake.</param>
public sealed record BodyFileReading(BodyRegister? Register, IReadOnlyList<BodyFileMistake> Mistakes);

/// <summary>Reads the files of bodies: one body a file, or a list. All mistakes of all files are reported together.</summary>
public sealed class BodyFile
{
    private readonly List<(string File, string Path, Body Body)> _bodies = [];
    private readonly List<string> _unread = [];
    private readonly List<BodyFileMistake> _mistakes = [];

    private BodyFile()
    {
    }

    /// <param name="files">JSON text by file name.</param>
    public static BodyFileReading Read(IReadOnlyDictionary<string, string> files)
    {
        var reader = new BodyFile();
        foreach (var (name, json) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            reader.ReadFile(name, json);
        BodyChecks.Run(reader._bodies, reader._unread, reader._mistakes);
        return reader._mistakes.Count > 0
            ? new BodyFileReading(null, reader._mistakes)
            : new BodyFileReading(new BodyRegister(reader._bodies.Select(entry => entry.Body)), []);
    }

    private void ReadFile(string name, string json)
    {
        try
        {
            using var document = JsonShape.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                ReadBody(name, "$", document.RootElement);
                return;
            }

            var index = 0;
            foreach (var element in document.RootElement.EnumerateArray())
                ReadBody(name, $"$[{index++}]", element);
        }
        catch (JsonException exception)
        {
            _mistakes.Add(new BodyFileMistake(name, "$", FileTexts.NotJson(exception.Message)));
        }
    }

    private void ReadBody(string name, string path, JsonElement element)
    {
        var mistakes = JsonShape.Mistakes<Body>(
            element, path).Select(mistake => new BodyFileMistake(name, mistake.Path, mistake.Message)).ToList();
        if (mistakes.Count == 0)
            _bodies.Add((name, path, JsonShape.Value<Body>(element)));
        else if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String)
            _unread.Add(id.GetString()!);
        _mistakes.AddRange(mistakes);
    }
}
