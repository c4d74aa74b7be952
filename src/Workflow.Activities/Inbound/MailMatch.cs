using Workflow.Forums.Consultations;

namespace Workflow.Activities.Inbound;

/// <summary>Whose mail it is, and how that is known; or why it cannot be told safely.</summary>
internal sealed record MailMatch
{
    public Consultation? Consultation { get; private init; }

    public string? PartyId { get; private init; }

    /// <summary>A sentence for the secretariat: how it was matched, or why it is held.</summary>
    public required string Reason { get; init; }

    /// <summary>The sender's address is another than the one that was asked.</summary>
    public bool IsFromElsewhere { get; init; }

    /// <summary>Nothing but the sender's address says whose it is.</summary>
    public bool IsBySender { get; init; }

    public bool IsFound => Consultation is not null;

    public static MailMatch Found(Consultation consultation, string partyId, string reason) =>
        new() { Consultation = consultation, PartyId = partyId, Reason = reason };

    public static MailMatch Held(string reason) => new() { Reason = reason };
}
