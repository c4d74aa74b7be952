using Workflow.Documents.Minutes;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.IntegrationTests.RealMinutes;

/// <summary>
/// The four real minutes, which stand beside the repository and never in it. Where they are absent a test is skipped
/// with the reason. Names of bodies and their prefixes are public; no sentence and no person of theirs stands here.
/// </summary>
internal static class RealPaper
{
    public const string Lower = "hol-fsf-2023-08-25.txt";
    public const string Upper = "hol-pf-2025-10-29.txt";
    public const string South = "nfs-fsf-2023-09-08.txt";
    public const string West = "nsr-fsf-2024-10-07.txt";

    public static readonly IReadOnlyList<string> All = [Lower, South, West, Upper];

    public static readonly IReadOnlyList<BodyPhrases> Bodies =
    [
        new("hol-fsf", "HOL Fagligt Strategisk Forum", ["Fagligt Strategisk Forum", "FSF"], "Sag afsluttes FSF",
            "Sag til PF") { Cluster = "hol" },
        new("hol-pf", "HOL Sundhedsklynge Politisk Forum", ["Politisk Forum", "PF"]) { Cluster = "hol" },
        new("nfs-fsf", "NFS Sundhedsklynge Faglig/strategisk", []) { Cluster = "nfs" },
        new("nsr-fsf", "NSR Slagelse Klyngen - Faglig strategisk Forum", ["Faglig Strategisk Forum"]) { Cluster = "nsr" },
        new("nsr-pf", "NSR Slagelse Klyngen - Politisk Forum", ["Politisk Forum", "PF"]) { Cluster = "nsr" },
    ];

    public static string Text(string file)
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null,
            "The real minutes are absent: no folder 'shared/minutes' beside the repository, and WORKFLOW_SHARED is not set.");
        return File.ReadAllText(Path.Combine(folder!, file));
    }

    public static MinutesReading Reading(string file) => Read(Text(file));

    public static MinutesReading Read(string text, IReadOnlyList<BodyPhrases>? bodies = null) =>
        new MinutesReader().Read(text, "real.txt", bodies ?? Bodies);

    public static MeetingPaper Paper(string file) =>
        Reading(file).Paper ?? throw new InvalidOperationException("The paper was refused.");

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("WORKFLOW_SHARED") is { Length: > 0 } shared)
            return Directory.Exists(Path.Combine(shared, "minutes")) ? Path.Combine(shared, "minutes") : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var minutes = Path.Combine(at.FullName, "shared", "minutes");
            if (Directory.Exists(minutes)) return minutes;
        }

        return null;
    }
}
