namespace Workflow.Documents.Letters;

/// <summary>Who writes, as letters and calendars name it.</summary>
public sealed record LetterOptions
{
    /// <summary>
    /// Domain of Message-IDs and of calendar UIDs. Never change it while meetings are open: invitations would double.
    /// </summary>
    public string Domain { get; init; } = "workflow.invalid";

    /// <summary>A secretariat's own words; they go before the product's.</summary>
    public OwnTemplates Templates { get; init; } = OwnTemplates.None;

    /// <summary>Organizer of meetings, as calendars show it; the body's name where null.</summary>
    public string? OrganizerName { get; init; }

    /// <summary>
    /// Where the link pages are reached, such as <c>https://flow.example</c>; null where letters carry no link (a replay).
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>
    /// The document goes with the letter that asks about it: for an installation whose pages those who are asked cannot reach.
    /// </summary>
    public bool AttachesDocuments { get; init; }

    /// <summary>Where answers by mail go, such as <c>flow@forum.example</c>; null where letters name no such address.</summary>
    public string? ReplyAddress { get; init; }

    public string OrganizerAddress { get; init; } = "no-reply@workflow.invalid";
}
