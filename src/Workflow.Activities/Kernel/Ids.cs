using System.Globalization;

namespace Workflow.Activities.Kernel;

/// <summary>Ids of subjects: readable, safe in file names and URLs, never random. An id is opaque once made.</summary>
public static class Ids
{
    public static string Meeting(string bodyId, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"meeting.{bodyId}.{date:yyyy-MM-dd}");

    public static string Item(string bodyId, DateOnly date, string number) =>
        string.Create(CultureInfo.InvariantCulture, $"item.{bodyId}.{date:yyyy-MM-dd}.{number}");

    /// <summary>The item with which a later meeting approves the minutes.</summary>
    public static string MinutesItem(string meetingId, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"item.minutes.{meetingId}.{version}");

    public static string Treatment(string itemId, string meetingId) => $"{itemId}@{meetingId}";

    public static string Approval(string kind, string aboutId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"approval.{kind}.{aboutId}.{number}");

    public static string Consultation(string aboutId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"consultation.{aboutId}.{number}");

    public static string SecretariatTask(string kind, string aboutId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"task.{kind}.{aboutId}.{number}");
}
