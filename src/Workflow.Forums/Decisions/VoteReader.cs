using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflow.Forums.Decisions;

/// <summary>Reads counted votes: "42 stemmer mod 4. 8 undlod at stemme".</summary>
internal static class VoteReader
{
    public static VoteCount? Read(string text)
    {
        var counted = Phrases.Current.Votes.Select(pattern => pattern.Match(text)).FirstOrDefault(match => match.Success);
        if (counted is null) return null;
        var abstained = Phrases.Current.Abstentions.Select(pattern => pattern.Match(text)).FirstOrDefault(match => match.Success);
        return new VoteCount(Number(counted, "for"), Number(counted, "against"), abstained is null
            ? 0 : Number(abstained, "abstained"));
    }

    // A number too long to be a count of votes is no vote.
    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
