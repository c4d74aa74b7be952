namespace Workflow.Messaging.Files;

/// <summary>What a file says, in no order that matters.</summary>
/// <param name="IsWhole">False where something of it could not be read: then nothing is known of that part.</param>
public sealed record FileText(string Text, bool IsWhole)
{
    internal static FileText Unread { get; } = new("", IsWhole: false);
}
