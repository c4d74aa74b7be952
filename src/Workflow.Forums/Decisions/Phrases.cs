using System.Text.RegularExpressions;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Decisions;

/// <summary>The phrases made ready. All patterns run in time linear in the text, so no wording can hang the reading.</summary>
internal sealed class Phrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private readonly Dictionary<string, string> _fragments;

    private Phrases(PhraseData data)
    {
        _fragments = new Dictionary<string, string>(data.Fragments, StringComparer.Ordinal)
        {
            ["month"] = $"(?:{string.Join('|', WordingData.Current.Months)})",
        };
        Withheld = [.. data.Withheld.Select(Ready)];
        Strip = [.. data.Strip.Select(rule => (Ready(rule.Pattern), rule.Unless is null ? null : Ready(rule.Unless)))];
        Rules = [.. data.Rules.Select(rule => (rule, Ready(rule.Pattern)))];
        AmendmentMarks = [.. data.AmendmentMarks.Select(Ready)];
        Majority = [.. data.Majority.Select(Ready)];
        Dissent = [.. data.Dissent.Select(Ready)];
        Votes = [.. data.Votes.Select(Ready)];
        Abstentions = [.. data.Abstentions.Select(Ready)];
        Asks = [.. data.RecommendationAsks.Select(rule => (rule.Outcome, Ready(rule.Pattern)))];
        Promises = [.. data.Promises.Select(Ready)];
        LaterMeeting = Ready(data.LaterMeeting);
        DueMonth = Ready(data.DueMonth);
    }

    public static Phrases Current { get; } = new(EmbeddedData.Read<PhraseData>(typeof(Phrases).Assembly, "phrases.da.json"));

    public IReadOnlyList<Regex> Withheld { get; }

    public IReadOnlyList<(Regex Pattern, Regex? Unless)> Strip { get; }

    public IReadOnlyList<(PhraseRule Rule, Regex Pattern)> Rules { get; }

    public IReadOnlyList<Regex> AmendmentMarks { get; }

    public IReadOnlyList<Regex> Majority { get; }

    public IReadOnlyList<Regex> Dissent { get; }

    public IReadOnlyList<Regex> Votes { get; }

    public IReadOnlyList<Regex> Abstentions { get; }

    public IReadOnlyList<(DecisionOutcome Outcome, Regex Pattern)> Asks { get; }

    public IReadOnlyList<Regex> Promises { get; }

    public Regex LaterMeeting { get; }

    public Regex DueMonth { get; }

    // Fragments may name fragments; a quantifier such as {0,4} is no name and stays.
    private Regex Ready(string pattern)
    {
        for (var round = 0; round < 3; round++)
            foreach (var (name, piece) in _fragments)
                pattern = pattern.Replace("{" + name + "}", piece, StringComparison.Ordinal);
        return new Regex(pattern, Options);
    }
}
