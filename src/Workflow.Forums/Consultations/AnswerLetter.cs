using System.Text.RegularExpressions;

namespace Workflow.Forums.Consultations;

/// <summary>
/// An answer by mail, taken apart: the greeting, what is said, and who says it. Nothing is lost: the three make the whole.
/// </summary>
/// <param name="Greeting">Empty where there is none.</param>
/// <param name="Body">What is said; never empty where the mail is not.</param>
/// <param name="Signature">The closing and what stands below it, or a last paragraph of contact details; empty where there is
/// none.</param>
public sealed record AnswerLetter(string Greeting, string Body, string Signature)
{
    private const int MostSignatureLines = 15;
    private const int LongestSignatureLine = 100;

    private static readonly AnswerWords Known = AnswerWords.Known;

    private static readonly Regex GreetingLine = AnswerWords.Line(
        Known.Greetings, $@"(?:\s+(?:(?-i:\p{{Lu}}[\p{{L}}.'-]*)|{string.Join('|', Known.Greeted)})){{0,6}}[\s\p{{P}}]*");

    // Alone on its line, or with the name behind it: "Hilsen fra bestyrelsen er …" is no closing.
    private static readonly Regex ClosingLine = AnswerWords.Line(
        Known.Closings,
        @"[\s\p{P}]*(?:(?:fra|from|på vegne af|on behalf of)\s+)?(?-i:\p{Lu}[\p{L}.'-]*(?:\s+(?:i|for|of|og|and|\p{Lu}[\p{L}.'-]*)){0,6})?[\s\p{P}]*");

    private static readonly Regex Postscript = AnswerWords.Build(@"^\s*(?:p\.?\s?s\.?|nb|obs)(?:[\s:.,-]|$)");

    private static readonly Regex Contact = AnswerWords.Build(
        @"[^\s@]+@[^\s@]+\.[^\s@]+|\b(?:tlf|telefon|mobil|mob|tel|phone|mobile|direkte)\b|\+45|^\D{0,12}(?:\d{2}[ ]?){4}\s*$");

    /// <param name="text">As the mail had it, without what it quotes.</param>
    public static AnswerLetter Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var begin = GreetingEnd(lines);
        var end = SignatureStart(lines, begin);
        return new AnswerLetter(Join(lines[..begin]), Join(lines[begin..end]), Join(lines[end..]));
    }

    private static int GreetingEnd(string[] lines)
    {
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return first >= 0 && lines[first].Length <= 80 && GreetingLine.IsMatch(lines[first])
            && HasText(lines, first + 1, lines.Length)
            ? first + 1
            : 0;
    }

    private static int SignatureStart(string[] lines, int begin)
    {
        for (var at = begin; at < lines.Length; at++)
        {
            if (ClosingLine.IsMatch(lines[at]) && HasText(lines, begin, at) && IsSignature(lines[(at + 1)..]))
                return at;
        }

        return ContactStart(lines, begin);
    }

    /// <summary>Last paragraphs of short lines with a way to reach their writer; never the only one.</summary>
    private static int ContactStart(string[] lines, int begin)
    {
        var end = lines.Length;
        while (true)
        {
            var last = Array.FindLastIndex(lines, end - 1, end - begin, line => !string.IsNullOrWhiteSpace(line));
            if (last < begin)
                return end;
            var before = Array.FindLastIndex(lines, last, last - begin + 1, string.IsNullOrWhiteSpace);
            var paragraph = lines[(before + 1)..(last + 1)];
            if (before < begin || !HasText(lines, begin, before) || !IsSignature(paragraph)
                || !paragraph.Any(line => Contact.IsMatch(line))
                || paragraph[0].TrimEnd().EndsWith('.') || paragraph[0].Split(' ').Length > 8)
                return end;
            end = before + 1;
        }
    }

    private static bool IsSignature(IReadOnlyCollection<string> lines) =>
        lines.Count(line => !string.IsNullOrWhiteSpace(line)) <= MostSignatureLines
        && lines.All(line => line.Length <= LongestSignatureLine && !Postscript.IsMatch(line));

    private static bool HasText(string[] lines, int from, int to) =>
        from < to && lines[from..to].Any(line => !string.IsNullOrWhiteSpace(line));

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines).Trim();
}
