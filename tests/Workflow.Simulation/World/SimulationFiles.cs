namespace Workflow.Simulation.World;

/// <summary>The product's own definitions, as they lie beside the program.</summary>
internal static class SimulationFiles
{
    public static IReadOnlyDictionary<string, string> Definitions { get; } =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.json").Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
}
