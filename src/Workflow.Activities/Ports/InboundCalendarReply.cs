namespace Workflow.Activities.Ports;

/// <summary>An answer to an invitation (RFC 5546, method REPLY).</summary>
/// <param name="Uid">Of the event.</param>
/// <param name="PartStat">Upper case: ACCEPTED, DECLINED, TENTATIVE, or what else the sender wrote.</param>
/// <param name="Attendee">Mail address; null where none is given.</param>
public sealed record InboundCalendarReply(string Uid, string PartStat, string? Attendee, int Sequence);
