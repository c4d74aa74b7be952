namespace Workflow.Simulation.World;

/// <summary>
/// Every choice of a run. Each stream of a seed is its own sequence, so that one more draw in one corner of the world does
/// not change what happens in the others.
/// </summary>
internal sealed class Dice(int seed, string stream)
{
    private readonly Random _random = new(Mix(seed, stream));

    public int Below(int limit) => _random.Next(limit);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>The same for the same thing, whenever it is asked: a person's habit, not a mood.</summary>
    public static double Habit(int seed, string thing) => (uint)Mix(seed, thing) / (double)uint.MaxValue;

    private static int Mix(int seed, string text)
    {
        // FNV-1a with a last stir: string.GetHashCode is another one in every process.
        var hash = unchecked((uint)seed * 2654435761u) ^ 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        hash ^= hash >> 15;
        hash = unchecked(hash * 2246822519u);
        return unchecked((int)(hash ^ (hash >> 13)));
    }
}
