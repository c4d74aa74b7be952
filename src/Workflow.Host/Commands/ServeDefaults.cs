namespace Workflow.Host.Commands;

/// <summary>What the service does when nothing else is said.</summary>
internal static class ServeDefaults
{
    public const string Url = "http://127.0.0.1:5080";
}
