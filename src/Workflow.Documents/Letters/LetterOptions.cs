namespace Workflow.Documents.Letters;

/// <summary>Who writes, as letters and calendars name it.</summary>
public sealed record LetterOptions
{
    /// <summary>
    /// Domain of Message-IDs and of calendar UIDs. Never change it while meetings are open: invitations would double.
    /// </summary>
    public string Domain { get; init; } = "workflow.invalid";

    /// <summary>Organizer of meetings, as calendars show it; the body's name where null.</summary>
    public string? OrganizerName { get; init; }

    public string OrganizerAddress { get; init; } = "no-reply@workflow.invalid";
}
