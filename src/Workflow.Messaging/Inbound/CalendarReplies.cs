using System.Globalization;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// Yes or no to an invitation: the four fields that are needed, read from the text itself; nothing else is looked at.
/// </summary>
internal static class CalendarReplies
{
    private const int MostLines = 2000;

    public static InboundMail? Read(InboundMail mail, MailParts parts)
    {
        if (parts.Calendar is not { } calendar)
            return null;
        var lines = Unfolded(calendar).ToList();
        if (!Value(lines, "METHOD").Equals("REPLY", StringComparison.OrdinalIgnoreCase)
            || Value(lines, "UID") is not { Length: > 0 } uid)
            return null;
        var attendee = Line(lines, "ATTENDEE");
        var reply = new InboundCalendarReply(
            CleanText.Line(uid, 300),
            PartStat(attendee),
            Attendee(attendee),
            int.TryParse(
                Value(lines, "SEQUENCE"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0);
        return mail with { Kind = InboundKind.CalendarReply, CalendarReply = reply, KindEvidence = "METHOD:REPLY" };
    }

    /// <summary>A line that begins with a space goes on the former (RFC 5545, 3.1).</summary>
    private static IEnumerable<string> Unfolded(string calendar) => calendar
        .Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal)
        .Split('\n').Take(MostLines);

    private static string Value(List<string> lines, string name)
    {
        var line = Line(lines, name);
        return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Line(List<string> lines, string name) => lines.FirstOrDefault(line =>
        line.Length > name.Length && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && (line[name.Length] is ':' or ';')) ?? "";

    private static string PartStat(string attendee)
    {
        const string Name = "PARTSTAT=";
        var at = attendee.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        var value = at < 0 ? "" : attendee[(at + Name.Length)..].Split(';', ':')[0];
        return string.Concat(value.Trim('"').Where(c => char.IsAsciiLetter(c) || c == '-').Take(30)).ToUpperInvariant();
    }

    private static string? Attendee(string line)
    {
        const string Scheme = "mailto:";
        var at = line.LastIndexOf(Scheme, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : MailHeaders.Address(line[(at + Scheme.Length)..]);
    }
}
