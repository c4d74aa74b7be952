namespace Workflow.Activities.Ports;

/// <summary>
/// What a mail to us is. Only an <see cref="Answer"/> was written by a person, and only it is ever acknowledged.
/// </summary>
public enum InboundKind
{
    /// <summary>Written by a person, as far as can be told.</summary>
    Answer,

    /// <summary>
    /// Sent by a machine: an acknowledgement, a read receipt, a report that a letter was delivered, our own letter.
    /// </summary>
    AutomaticReply,

    /// <summary>The person is away. A machine's words, but worth knowing.</summary>
    OutOfOffice,

    /// <summary>A letter of ours did not reach somebody: <see cref="InboundMail.Bounces"/>.</summary>
    Bounce,

    /// <summary>A letter of ours is late, its server goes on trying: no bounce yet.</summary>
    DelayNotice,

    /// <summary>Yes or no to an invitation: <see cref="InboundMail.CalendarReply"/>.</summary>
    CalendarReply,

    /// <summary>Encrypted, too large, too deep or no mail at all: the facts beside the headers are missing.</summary>
    Unreadable,
}
