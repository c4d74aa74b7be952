namespace Workflow.Runtime;

/// <summary>Where a letter stands. <see cref="Unknown"/>: the server may have taken it; only a person sends it again.</summary>
public enum LetterStatus
{
    Pending,
    Sending,
    Sent,
    Refused,
    Bounced,
    Unknown,
    Cancelled,
}
