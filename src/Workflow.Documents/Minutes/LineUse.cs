namespace Workflow.Documents.Minutes;

/// <summary>What a line of a paper was read as.</summary>
public enum LineUse
{
    DocumentTitle,
    MeetingDate,
    Place,
    Participants,
    Contents,
    ItemTitle,
    CaseNumber,
    DocumentNumber,
    BodyName,
    Heading,

    /// <summary>A line that gives the text after it one audience.</summary>
    Fence,

    /// <summary>A lone full stop: the section is empty.</summary>
    EmptyMark,
    ListedFile,
    Text,
}
