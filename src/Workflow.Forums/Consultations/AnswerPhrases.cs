using System.Text.RegularExpressions;

namespace Workflow.Forums.Consultations;

/// <summary>
/// What answers by mail say in so many words. Only a whole answer of a few words is taken for "no comments"; everything else
/// is a comment, whatever stands in it.
/// </summary>
public static class AnswerPhrases
{
    private static readonly Words Known = EmbeddedData.Read<Words>(
        typeof(AnswerPhrases).Assembly, "answer-phrases.da.json");

    private static readonly Regex NoComments = Build(Known.NoComments, "^[\\s\\p{P}]*(?:", ")[\\s\\p{P}]*$");

    private static readonly Regex Reservation = Build(Known.SubjectToPoliticalApproval, "(?:", ")");

    public static bool SaysNoComments(string text) => NoComments.IsMatch(text.Trim());

    public static bool IsSubjectToPoliticalApproval(string text) => Reservation.IsMatch(text);

    private static Regex Build(IReadOnlyList<string> phrases, string before, string after) => new(
        before + string.Join('|', phrases) + after, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private sealed record Words(IReadOnlyList<string> NoComments, IReadOnlyList<string> SubjectToPoliticalApproval);
}
