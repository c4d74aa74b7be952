namespace Workflow.Activities.Ports;

/// <summary>What is odd about a mail.</summary>
public enum InboundProblem
{
    /// <summary>Above the limit of bytes; only its headers were fetched or read.</summary>
    TooLarge,

    /// <summary>Its parts are nested deeper than is read.</summary>
    TooDeep,

    TooManyParts,

    /// <summary>Its attachments, decoded, are above the limit of bytes; the rest of them was left out.</summary>
    TooMuchContent,

    /// <summary>By S/MIME or PGP: nobody but its addressee can read it.</summary>
    Encrypted,

    /// <summary>Its text lies within an S/MIME signature (opaque signing), which is not opened.</summary>
    SealedBySignature,

    /// <summary>No mail, or its attachments contradict their own headers.</summary>
    Malformed,

    /// <summary>
    /// The charset was missing or wrong and was guessed: letters may be wrong, the text stands. No reason to hold it.
    /// </summary>
    CharsetGuessed,

    /// <summary>It carries no sender's address that could be read.</summary>
    NoSender,

    /// <summary>More than one person is given as its author.</summary>
    SeveralSenders,

    /// <summary>The scanner says so of an attachment.</summary>
    Infected,

    /// <summary>The scanner could not tell.</summary>
    ScanFailed,
}
