namespace Workflow.Forums.Links;

/// <summary>Whether a link may be acted on, and if not, why.</summary>
public enum LinkState
{
    Usable,

    /// <summary>Nobody was given such a token; also what a malformed one is called.</summary>
    Unknown,

    /// <summary>It is for something else than what was asked of it; told as unknown.</summary>
    OtherPurpose,

    Expired,

    Used,

    Revoked,

    /// <summary>What it was made for has a newer version, which was asked for in a newer letter.</summary>
    Superseded,

    /// <summary>It opens minutes for the body's members, and its holder is none of them any more.</summary>
    MandateEnded,
}
