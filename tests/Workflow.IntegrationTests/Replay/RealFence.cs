namespace Workflow.IntegrationTests.Replay;

/// <summary>What stands between the fences of one item of a file, and all the rest of it.</summary>
internal static class RealFence
{
    public static (string Inside, string Outside) Of(string text, int item)
    {
        var (inside, outside) = (new List<string>(), new List<string>());
        var (here, open) = (false, false);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var plain = line.Replace("\\", "", StringComparison.Ordinal).Trim('#', ' ', '*');
            if (plain.Length > 2 && char.IsAsciiDigit(plain[0]) && plain.Contains("ben)", StringComparison.Ordinal))
                here = plain.StartsWith($"{item} (", StringComparison.Ordinal);
            var isFence = line.Length >= 3 && line.Replace("\\", "", StringComparison.Ordinal).Trim('*').Length == 0;
            if (here && isFence)
                open = !open;
            else
                (open ? inside : outside).Add(line);
        }

        return (string.Join('\n', inside), string.Join('\n', outside));
    }
}
