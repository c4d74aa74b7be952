namespace Workflow.Forums.Consultations;

/// <summary>One that is asked, and everything that is known of whether they were reached and what they said.</summary>
/// <param name="Address">Where they are asked; null where nobody knows of one.</param>
public sealed record ConsultationParty(string Id, string Name, string? Address)
{
    public PartyState State { get; init; }

    /// <summary>All are kept; the latest that came in time, or was admitted, counts.</summary>
    public IReadOnlyList<ConsultationResponse> Responses { get; init; } = [];

    /// <summary>What happened between this party and us, in the order it became known. Letters stand in the outbox.</summary>
    public IReadOnlyList<PartyEvent> Events { get; init; } = [];

    /// <summary>UTC; a later deadline of their own, given with a new contact. Null: the consultation's.</summary>
    public DateTimeOffset? OwnDeadline { get; init; }

    /// <summary>From 0; how often they got a new contact. Part of what makes their letters new ones.</summary>
    public int Contact { get; init; }

    /// <summary>
    /// The answer that counts; null where there is none. Of two of the same moment the one that was taken last.
    /// </summary>
    public ConsultationResponse? Counted =>
        Responses.Where(response => !response.Late || response.Admitted).OrderBy(response => response.At).LastOrDefault();

    /// <summary>
    /// Whether the last that is known of letters to its address is that they do not arrive, whatever it has said since.
    /// </summary>
    public bool IsOutOfReach => Events.LastOrDefault(known => known.Kind is PartyEventKind.Refused or PartyEventKind.Bounced
        or PartyEventKind.SentAgain or PartyEventKind.NewContact)?.Kind is PartyEventKind.Refused or PartyEventKind.Bounced;

    /// <summary>The newest answer that came late and that nobody has decided on.</summary>
    /// <param name="at">UTC; the one that came then. Null for the newest.</param>
    public ConsultationResponse? Undecided(DateTimeOffset? at = null) => Responses.LastOrDefault(response =>
        response is { Late: true, Admitted: false, Filed: false } && (at is null || response.At == at));
}

/// <summary>Where a party stands. What is not known to have reached them never ends as silence.</summary>
public enum PartyState
{
    /// <summary>Asked, as far as is known.</summary>
    Sent,

    /// <summary>The letter came back, or no server took it.</summary>
    Bounced,

    /// <summary>A machine answered that the person is away.</summary>
    OutOfOffice,

    Answered,

    NoComments,

    /// <summary>Answered after the deadline, and not let in.</summary>
    Late,

    Silent,

    /// <summary>There was nobody to ask: no address, or the body was dissolved.</summary>
    Unreachable,

    /// <summary>The letter may have arrived or not; nobody has sent it again.</summary>
    Uncertain,
}
