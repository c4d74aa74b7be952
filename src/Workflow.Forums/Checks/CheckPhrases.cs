using System.Text.RegularExpressions;
using Workflow.Forums.Wording;

namespace Workflow.Forums.Checks;

/// <summary>What the checks look for in the papers' language; data, see <c>check-phrases.da.json</c>.</summary>
internal sealed class CheckPhrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private CheckPhrases(CheckPhraseData data)
    {
        Data = data;
        TemplateHelp = [.. data.TemplateHelp.Select(Ready)];
        UnresolvedChoice = Ready(data.UnresolvedChoice);
        Diet = Ready(data.Diet);
        Members = Ready(data.Members);
        StandardEconomy = Ready(data.StandardEconomy);
        EmptyEconomy = Ready(data.EmptyEconomy);
        Total = Ready(data.Total);
        NotYears = Ready(data.NotYears);
        BodyWord = Ready(data.BodyWord);
        AttachmentListGoesOn = Ready(data.AttachmentListGoesOn);
        AttachmentReference = Ready($@"\b{data.Attachment}\s+(?<n>\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?)\b");
        Amount = Ready(
            $@"(?<n>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:(?<dec>[.,])(?<frac>\d+))?\s*(?:(?<mio>{data.Millions})\b\.?|(?<mia>{data.Billions})\b\.?)?\s*(?<kr>{data.Money}\b)?");
        ImplausibleAmount = Ready($@"\b\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?\s*(?:{data.Millions}|{data.Billions})\b");
        Year = Ready($@"\b(?:{data.YearLeads}|{string.Join('|', WordingData.Current.Months)})\s+(?<y>\d{{4,5}})\b");
    }

    public static CheckPhrases Current { get; } =
        new(EmbeddedData.Read<CheckPhraseData>(typeof(CheckPhrases).Assembly, "check-phrases.da.json"));

    public CheckPhraseData Data { get; }

    public IReadOnlyList<Regex> TemplateHelp { get; }

    public Regex UnresolvedChoice { get; }

    public Regex Diet { get; }

    public Regex Members { get; }

    public Regex StandardEconomy { get; }

    public Regex EmptyEconomy { get; }

    public Regex Total { get; }

    public Regex NotYears { get; }

    public Regex BodyWord { get; }

    public Regex AttachmentListGoesOn { get; }

    public Regex AttachmentReference { get; }

    public Regex Amount { get; }

    public Regex ImplausibleAmount { get; }

    public Regex Year { get; }

    private static Regex Ready(string pattern) => new(pattern, Options);
}

internal sealed record CheckPhraseData
{
    public required IReadOnlyList<string> TemplateHelp { get; init; }

    public required string UnresolvedChoice { get; init; }

    public required string Diet { get; init; }

    public required string Members { get; init; }

    public required string StandardEconomy { get; init; }

    public required string EmptyEconomy { get; init; }

    public required string Total { get; init; }

    public required IReadOnlyList<string> TotalCells { get; init; }

    public required string Millions { get; init; }

    public required string Billions { get; init; }

    public required string Money { get; init; }

    public required string YearLeads { get; init; }

    public required string NotYears { get; init; }

    public required string Attachment { get; init; }

    public required string AttachmentListGoesOn { get; init; }

    public required string BodyWord { get; init; }

    public required IReadOnlyList<string> NotBodyWords { get; init; }

    public required IReadOnlyList<string> CommonWords { get; init; }
}
