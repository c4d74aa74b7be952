using System.Globalization;

namespace Workflow.IntegrationTests.Host;

/// <summary>A folder with definitions, one body and its people, for the program to run in.</summary>
internal sealed class HostFolder : IDisposable
{
    public HostFolder()
    {
        Directory.CreateDirectory(Path.Combine(Root, "workflows", "bodies"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.json"))
            File.Copy(file, Path.Combine(Root, "workflows", Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(Root, "workflows", "bodies", "council.json"), Body);
        File.WriteAllText(Path.Combine(Root, "people.json"), People);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("workflow-host-").FullName;

    public string DatabaseFile => Path.Combine(Root, "data", "workflow.db");

    /// <summary>
    /// A working day some weeks ahead, so that the call and the submissions are still open or long over at will.
    /// </summary>
    public static DateOnly Day(int daysAhead)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(daysAhead);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return day;
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private const string Body = """
        {
          "id": "council", "name": "Skovby Council", "kind": "political", "aliases": ["Council"],
          "minutesApprovedAt": "nextMeeting",
          "meetings": { "call": 400, "submission": 300, "agendaApproval": 3, "dispatch": 2, "material": 1 }
        }
        """;

    private const string People = """
        {
          "people": [
            { "id": "chair", "name": "Ask Chair", "address": "chair@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "chair" }] },
            { "id": "member", "name": "Mie Member", "address": "member@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "member" }] },
            { "id": "secretary", "name": "Sif Secretary", "address": "secretary@skovby.invalid", "mandates": [{ "bodyId": "council", "role": "secretariat" }] }
          ]
        }
        """;
}
