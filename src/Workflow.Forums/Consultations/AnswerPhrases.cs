using System.Text.RegularExpressions;

namespace Workflow.Forums.Consultations;

/// <summary>
/// What answers by mail say in so many words. Only an answer that says nothing else, but for its greeting and its signature, is
/// taken for "no comments"; everything else is a comment, whatever stands in it.
/// </summary>
public static class AnswerPhrases
{
    private const int WordsBefore = 3;
    private const int FewWords = 8;

    private static readonly Regex NoComments = AnswerWords.Build(
        $@"^[\s""'(]*(?:{string.Join('|', AnswerWords.Known.NoComments)})[\s.,;:!""')–-]*$");

    private static readonly Regex Reservation = AnswerWords.Build(
        $"(?:{string.Join('|', AnswerWords.Known.SubjectToPoliticalApproval)})");

    private static readonly Regex Negation = AnswerWords.Build($@"^(?:{string.Join('|', AnswerWords.Known.Negations)})$");

    private static readonly Regex Sentence = AnswerWords.Build(@"[!?]\s*$|(?:\S+\s+){4,}\S+\.\s*$");

    /// <param name="text">As the mail had it, without what it quotes.</param>
    public static bool SaysNoComments(string text)
    {
        var letter = AnswerLetter.Read(text);
        return NoComments.IsMatch(letter.Body) && !letter.Signature.Split('\n').Any(line => Sentence.IsMatch(line));
    }

    /// <summary>So little that it may be thanks, or a question, rather than an answer: at most eight words.</summary>
    /// <param name="text">As the mail had it, without what it quotes.</param>
    public static bool SaysLittle(string text) => AnswerLetter.Read(text).Body
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit)) <= FewWords;

    /// <param name="text">As the mail had it, without what it quotes.</param>
    public static bool IsSubjectToPoliticalApproval(string text) =>
        Reservation.Matches(text).Any(match => !IsNegated(text[..match.Index]));

    /// <summary>"Uden forbehold for …": the words just before it, in the same clause.</summary>
    private static bool IsNegated(string before)
    {
        var clause = before[(before.LastIndexOfAny(['.', ',', ';', '!', '?', ':', '\n']) + 1)..];
        return clause.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(WordsBefore).Any(word => Negation.IsMatch(word));
    }
}
