using System.Text.RegularExpressions;
using Workflow.Forums.Papers;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Decisions;

/// <summary>
/// Proposes an outcome for a decision's wording. Pure: words in, reading out. A person confirms; where the words are
/// not understood the answer is <see cref="DecisionOutcome.Unknown"/>.
/// </summary>
public static class DecisionClassifier
{
    /// <param name="wording">The text of the decision as recorded; null, blank or a lone full stop is "no decision".</param>
    public static DecisionReading Read(string? wording, DecisionContext? context = null)
    {
        context ??= DecisionContext.None;
        var text = (wording ?? "").Trim();
        var sentences = Sentences.Split(text);
        if (IsWithheld(text, sentences, context)) return new DecisionReading(DecisionOutcome.Unknown, [], 0) { Withheld = true };
        var telling = sentences.Where(sentence => !IsBeside(sentence)).ToList();
        if (IsEmpty(text)) return new DecisionReading(DecisionOutcome.NoDecision, [], 1);
        if (telling.Count == 0) return new DecisionReading(DecisionOutcome.NoDecision, [], 0.6);
        var marks = telling.SelectMany(Marks).ToList();
        var byMajority = sentences.Any(sentence => Fits(Phrases.Current.Majority, sentence));
        var (kind, also) = OutcomeChoice.Choose(marks, byMajority,
            telling.Exists(sentence => Fits(Phrases.Current.AmendmentMarks, sentence)));
        var reading = new DecisionReading(kind, also, Confidence(kind, also, telling.Count))
        {
            Votes = VoteReader.Read(text),
            ByMajority = byMajority,
            Dissent = byMajority ? sentences.FirstOrDefault(sentence => Fits(Phrases.Current.Dissent, sentence)) : null,
            Evidence = marks.Find(mark => mark.Outcome == kind || kind == DecisionOutcome.ApprovedWithAmendment
                && mark.IsApproval)?.Sentence
                ?? marks.FirstOrDefault()?.Sentence,
            DiffersFromRecommendation = RecommendationFit.Differs(kind, also, context.Recommendation),
        };
        return WithDestination(reading, text, marks, context);
    }

    private static bool IsEmpty(string text) => text.All(c => char.IsWhiteSpace(c) || c is '.' or '-' or '–');

    private static bool IsWithheld(string text, IReadOnlyList<string> sentences, DecisionContext context) =>
        (context.Access == Access.Closed && IsEmpty(text))
        || (sentences.Count > 0 && Fits(Phrases.Current.Withheld, sentences[0]));

    // Attendance, recusal, reservations, votes by party, entries on request and recommendations decide nothing.
    private static bool IsBeside(string sentence) => Phrases.Current.Strip
        .Any(rule => rule.Pattern.IsMatch(sentence) && rule.Unless?.IsMatch(sentence) != true);

    private static List<OutcomeMark> Marks(string sentence)
    {
        var marks = new List<OutcomeMark>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (rule, pattern) in Phrases.Current.Rules)
        {
            if (seen.Contains(rule.Group) || pattern.Match(sentence) is not { Success: true } match) continue;
            seen.Add(rule.Group);
            if (rule.Outcome is { } outcome) marks.Add(new OutcomeMark(rule, outcome, sentence, Body(match)));
            if (rule.Ends) break;
        }

        return marks;
    }

    private static string? Body(Match match) =>
        match.Groups["body"] is { Success: true, Value: var body } && body.Trim().Length > 0 ? body.Trim() : null;

    private static double Confidence(DecisionOutcome kind, IReadOnlyList<DecisionOutcome> also, int sentences) => kind switch
    {
        DecisionOutcome.Unknown => 0,
        _ when sentences == 1 && also.Count == 0 => 0.95,
        DecisionOutcome.Discussed or DecisionOutcome.Agreed or DecisionOutcome.Informed or DecisionOutcome.Forwarded =>
            also.Count == 0 ? 0.75 : 0.7,
        _ => also.Count == 0 ? 0.85 : 0.8,
    };

    private static DecisionReading WithDestination(DecisionReading reading, string text, List<OutcomeMark> marks,
        DecisionContext context)
    {
        var meeting = ForumMeetingReader.Future(text, context) is [var first, ..] ? first : null;
        var written = marks.Find(mark => mark.Body is not null)?.Body;
        var date = meeting?.Date;
        if (reading.Kind == DecisionOutcome.Postponed && date is null)
            date = marks.Where(mark => mark.Outcome == DecisionOutcome.Postponed)
                .SelectMany(mark => DateReader.Find(mark.Sentence))
                .Select(mention => mention.Resolve(context.MeetingDate)).FirstOrDefault(day => day is not null);
        return reading with { NamedBody = written ?? meeting?.Body, NamedDate = date };
    }

    internal static bool Fits(IReadOnlyList<Regex> patterns, string sentence) =>
        patterns.Any(pattern => pattern.IsMatch(sentence));
}
