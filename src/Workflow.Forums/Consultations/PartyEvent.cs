namespace Workflow.Forums.Consultations;

/// <param name="At">UTC.</param>
/// <param name="Evidence">What proves it: a Message-ID, the hash of a mail as received, the hash of a link's token. Null where an
/// act in the trail does.</param>
/// <param name="Detail">One line for the secretariat, such as the server's answer; null where the kind says it all.</param>
public sealed record PartyEvent(PartyEventKind Kind, DateTimeOffset At, string? Evidence = null, string? Detail = null)
{
    /// <summary>Message-ID of the letter it befell, where the evidence is another mail; else null.</summary>
    public string? Letter { get; init; }

    /// <summary>Which try of that letter came back; null where that was not written down.</summary>
    public int? Attempt { get; init; }
}

public enum PartyEventKind
{
    /// <summary>There was nobody to ask.</summary>
    Unreachable,

    /// <summary>The server refused the letter.</summary>
    Refused,

    /// <summary>The server may have taken the letter; nobody knows.</summary>
    SendingUnknown,

    /// <summary>The letter that was refused or unknown went once more, and was taken.</summary>
    SentAgain,

    /// <summary>The letter came back.</summary>
    Bounced,

    OutOfOffice,

    /// <summary>
    /// The page behind the link was opened, by a person or by a program that looks at links: no proof of reading.
    /// </summary>
    PageOpened,

    Answered,

    NoComments,

    /// <summary>Answered after the deadline.</summary>
    Late,

    /// <summary>The late answer was let in.</summary>
    Admitted,

    /// <summary>The late answer was kept on file and does not count.</summary>
    Filed,

    NewContact,

    /// <summary>A machine answered something else than an absence.</summary>
    AutomaticReply,

    /// <summary>A letter to whoever was asked before came back: it says nothing of whoever is asked now.</summary>
    FormerBounced,
}
