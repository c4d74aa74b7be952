using System.Text.RegularExpressions;

namespace Workflow.Forums.Consultations;

/// <summary>The words of <c>answer-phrases.da.json</c>: data of languages, not code.</summary>
/// <param name="Greetings">How a letter begins.</param>
/// <param name="Greeted">Words in lower case that may stand in a greeting.</param>
/// <param name="Closings">How it ends, before the name.</param>
/// <param name="NoComments">Whole answers that say that there is nothing to say.</param>
/// <param name="SubjectToPoliticalApproval">A reservation somewhere in the answer.</param>
/// <param name="Negations">Words that take a reservation back.</param>
internal sealed record AnswerWords(
    IReadOnlyList<string> Greetings,
    IReadOnlyList<string> Greeted,
    IReadOnlyList<string> Closings,
    IReadOnlyList<string> NoComments,
    IReadOnlyList<string> SubjectToPoliticalApproval,
    IReadOnlyList<string> Negations)
{
    public static readonly AnswerWords Known = EmbeddedData.Read<AnswerWords>(
        typeof(AnswerWords).Assembly, "answer-phrases.da.json");

    /// <summary>What others write is matched in time that grows with its length only.</summary>
    public static Regex Build(string pattern) =>
        new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static Regex Line(IReadOnlyList<string> phrases, string after) =>
        Build($@"^\s*(?:{string.Join('|', phrases)}){after}\s*$");
}
