namespace Workflow.Documents.Minutes;

/// <summary>What the reader is willing to read.</summary>
/// <param name="MaxBytes">Longer files are refused from their length, unread. The longest real minutes seen have 50 kB.</param>
public sealed record MinutesFileLimits(long MaxBytes = 20 * 1024 * 1024)
{
    public static MinutesFileLimits Default { get; } = new();
}
