namespace Workflow.Documents.Minutes;

/// <summary>One line of the file and what became of it.</summary>
internal sealed class SourceLine(int number, string raw)
{
    /// <summary>From 1.</summary>
    public int Number => number;

    public string Raw => raw;

    /// <summary>Without marks; tabs between cells stay.</summary>
    public string Plain { get; } = Markup.Plain(raw);

    public string Bare { get; } = Markup.Bare(raw);

    public bool IsBlank { get; } = raw.All(c => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF');

    public bool IsFence { get; } = Markup.IsFence(raw);

    public bool IsRule { get; } = Markup.IsRule(raw) && !Markup.IsFence(raw);

    public bool IsMarkedHeading { get; } = Markup.IsMarkedHeading(raw);

    /// <summary>A lone full stop, which in these papers means "empty".</summary>
    public bool IsEmptyMark => Bare == ".";

    /// <summary>A page's label such as "Side 3 af 9".</summary>
    public bool IsPageLabel => PageNumbers.IsLabel(Plain);

    /// <summary>What the line was read as; null while nobody has read it.</summary>
    public LineUse? Use { get; private set; }

    public void ReadAs(LineUse use) => Use = use;

    /// <summary>Cuts at CR LF, LF or CR: editors count these as line ends.</summary>
    public static SourceLine[] Split(string text) =>
        [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')
            .Select((line, index) => new SourceLine(index + 1, line.Replace('\u00A0', ' ')))];
}
