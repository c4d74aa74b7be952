using System.Text.RegularExpressions;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Decisions;

/// <summary>Finds meetings named with body and date: "mødet i Ældreforum d. 13. september 2023".</summary>
public static class ForumMeetingReader
{
    // Between the body's name and the date stand at most a few words: "Forum X (FX), som afholdes d. 3. maj".
    private const int Reach = 40;

    private static readonly Regex LinkedName = new(
        $@"(?:{string.Join('|', WordingData.Current.MeetingLinks.OrderByDescending(link => link.Length).Select(Regex.Escape))})\s+(?<body>(?-i:[A-ZÆØÅ])[\p{{L}}\d/&-]*(?:\s+(?:(?-i:[A-ZÆØÅ])[\p{{L}}\d/&-]*|(?:for|og|i)\s+(?-i:[A-ZÆØÅ])[\p{{L}}\d/&-]*))*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>All references in the order of the text, past ones too.</summary>
    public static IReadOnlyList<ForumMeetingReference> Find(string text, DecisionContext context)
    {
        var found = new List<ForumMeetingReference>();
        foreach (var sentence in Sentences.Split(text))
        {
            var dates = DateReader.Find(sentence);
            for (var i = 0; i < dates.Count; i++)
            {
                if (dates[i].Resolve(context.MeetingDate) is not { } date) continue;
                var from = i == 0 ? 0 : dates[i - 1].Index + dates[i - 1].Length;
                if (BodyBefore(sentence[from..dates[i].Index], context) is { } body)
                    found.Add(new ForumMeetingReference(body, IdOf(body, context), date, sentence));
            }
        }

        return found;
    }

    /// <summary>Those after the meeting's own date, of other bodies than the meeting's own.</summary>
    public static IReadOnlyList<ForumMeetingReference> Future(string text, DecisionContext context) =>
        [.. Find(text, context).Where(reference => context.MeetingDate is { } meeting && reference.Date > meeting
            && context.Own?.Names(reference.Body) != true)];

    private static string? BodyBefore(string before, DecisionContext context)
    {
        var known = context.Bodies.SelectMany(body => body.Aliases.Prepend(body.Name)).Where(name => name.Length > 0)
            .Select(name => (Name: name, At: LastWord(before, name)))
            .Where(hit => hit.At >= 0)
            .OrderByDescending(hit => hit.At + hit.Name.Length).ThenByDescending(hit => hit.Name.Length)
            .FirstOrDefault();
        if (known.Name is not null
            && before.Length - (known.At + known.Name.Length) <= Reach) return before.Substring(known.At, known.Name.Length);
        var linked = LinkedName.Matches(before).LastOrDefault();
        return linked is not null && before.Length - (linked.Index + linked.Length) <= Reach ? linked.Groups["body"].Value : null;
    }

    private static int LastWord(string text, string name)
    {
        for (var at = text.LastIndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = at == 0 ? -1 : text.LastIndexOf(name, at - 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]) || text[end] == 's')) return at;
        }

        return -1;
    }

    // An alias is read within the document's own cluster; only a full name reaches beyond it.
    private static string? IdOf(string body, DecisionContext context)
    {
        var named = context.Bodies.Where(one => one.Names(body)).ToList();
        var near = named.Find(one => context.Own is null
            || string.Equals(one.Cluster, context.Own.Cluster, StringComparison.Ordinal));
        return (near ?? named.Find(one => (one with { Aliases = [] }).Names(body)))?.BodyId;
    }
}
