namespace Workflow.Host.Commands;

/// <summary>Where the service keeps its things when nothing else is said.</summary>
internal static class ServeDefaults
{
    public const string DataFolder = "data";

    public static string DatabaseFile => Path.Combine(DataFolder, "workflow.db");

    public static string MailFolder => Path.Combine(DataFolder, "mail");

    public const string Url = "http://127.0.0.1:5080";
}
