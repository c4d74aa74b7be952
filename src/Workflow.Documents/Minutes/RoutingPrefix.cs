using Workflow.Forums.Papers;

namespace Workflow.Documents.Minutes;

/// <summary>The plan stands as a prefix in some bodies' titles; the prefix is data of the body.</summary>
internal static class RoutingPrefix
{
    private static readonly char[] Between = [';', ':', ',', '-', '–', ' ', '\u00A0', '.'];

    public static (PlannedRoute Route, string Title) Read(string title, BodyPhrases? body)
    {
        if (Strip(title, body?.EndsPrefix) is { } ends) return (PlannedRoute.Ends, ends);
        if (Strip(title, body?.RefersPrefix) is { } refers) return (PlannedRoute.Refers, refers);
        return (PlannedRoute.Unspecified, title);
    }

    private static string? Strip(string title, string? prefix)
    {
        var core = prefix?.Trim(Between);
        if (string.IsNullOrEmpty(core) || !title.StartsWith(core, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = title[core.Length..];
        // The prefix must end where a word ends.
        if (rest.Length == 0 || char.IsLetterOrDigit(rest[0])) return null;
        var stripped = rest.TrimStart(Between);
        return stripped.Length > 0 ? stripped : null;
    }
}
