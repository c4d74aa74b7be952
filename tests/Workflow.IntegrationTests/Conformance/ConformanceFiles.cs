using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflow.IntegrationTests.Conformance;

/// <summary>Definitions, scenarios and vectors, read from beside this source.</summary>
internal static class ConformanceFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IReadOnlyList<string> Scenarios => Names(Folder("Scenarios"));

    public static IReadOnlyList<string> Vectors => Names(Folder("Vectors"));

    /// <summary>Small files beside those of the product; whatever runtime it is, it must take them whole.</summary>
    public static IReadOnlyList<string> Definitions { get; } = Names(Folder("Definitions"));

    /// <summary>The codes of the mistakes of each broken file.</summary>
    public static IReadOnlyDictionary<string, string[]> Broken { get; } =
        Read<Dictionary<string, string[]>>(Path.Combine(Folder(""), "Broken.json"));

    /// <summary>What Elsa makes of each: <c>BrokenOnElsa.json</c>.</summary>
    public static string BrokenOnElsa { get; } = Path.Combine(Folder(""), "BrokenOnElsa.json");

    public static IReadOnlyList<string> BrokenFiles { get; } = Names(Folder("Broken"));

    public static IReadOnlyList<string> Shipped { get; } = Names(Path.Combine(Root(), "workflows"));

    public static Scenario Scenario(string name) => Read<Scenario>(Path.Combine(Folder("Scenarios"), name + ".json"));

    public static Ending Vector(string name) => Read<Ending>(Path.Combine(Folder("Vectors"), name + ".json"));

    public static string BrokenFile(string name) => File.ReadAllText(Path.Combine(Folder("Broken"), name + ".json"));

    public static string Definition(string name) => File.ReadAllText(
        name.StartsWith("workflows/", StringComparison.Ordinal)
            ? Path.Combine(Root(), name + ".json")
            : Path.Combine(Folder("Definitions"), name + ".json"));

    public static void Write(string name, Ending ending) =>
        File.WriteAllText(Path.Combine(Folder("Vectors"), name + ".json"), Text(ending) + "\n");

    public static void Write(string name, Scenario scenario) =>
        File.WriteAllText(Path.Combine(Folder("Scenarios"), name + ".json"), Text(scenario) + "\n");

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)!;

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(
            folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    private static string Folder(string name) => Path.Combine(Path.GetDirectoryName(Source())!, name);

    private static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", ".."));

    private static string Source([CallerFilePath] string path = "") => path;
}
