using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Workflow.Documents.Letters;

/// <summary>
/// A secretariat's own words for some letters: files such as <c>da/hearingNotice.txt</c>, in the format of the product's own.
/// They
/// are checked whole before a letter is written, because a mistake would else be found by the first letter that must go out.
/// </summary>
public sealed class OwnTemplates
{
    /// <summary>Greeting and signature round every letter.</summary>
    internal const string Layout = "layout";

    private static readonly string[] Languages = ["da", "en"];

    /// <summary>Facts that every letter has.</summary>
    private static readonly string[] Common = ["name", "body", "reason", "link"];

    private readonly IReadOnlyDictionary<string, string> _texts;

    private OwnTemplates(IReadOnlyDictionary<string, string> texts) => _texts = texts;

    public static OwnTemplates None { get; } = new(new Dictionary<string, string>());

    /// <summary>Names of the files that may be written, such as <c>da/call</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(OwnTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length].Replace('.', '/')).Order(StringComparer.Ordinal),
    ];

    private const string Prefix = "Workflow.Documents.Letters.Templates.";

    private const string Suffix = ".txt";

    /// <param name="files">Text by name, such as <c>da/call</c>.</param>
    /// <returns>The texts, or every mistake of every file.</returns>
    public static (OwnTemplates Templates, IReadOnlyList<TemplateMistake> Mistakes) Read(
        IReadOnlyDictionary<string, string> files)
    {
        var texts = files.ToDictionary(file => file.Key, file => file.Value.ReplaceLineEndings("\n"), StringComparer.Ordinal);
        var mistakes = texts.OrderBy(
            file => file.Key, StringComparer.Ordinal).SelectMany(file => Check(file.Key, file.Value)).ToList();
        return mistakes.Count == 0 ? (new OwnTemplates(texts), mistakes) : (None, mistakes);
    }

    internal string? Find(string name) => _texts.GetValueOrDefault(name);

    private static IEnumerable<TemplateMistake> Check(string name, string text)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            return [new TemplateMistake(name, 0, TemplateFault.UnknownLetter, string.Join(", ", Names))];
        var template = Template.Parse(text, name);
        if (template.HasErrors)
            return [.. template.Messages.Where(message => message.Type == ParserMessageType.Error)
                .Select(
                    message => new TemplateMistake(name, message.Span.Start.Line + 1, TemplateFault.Syntax, message.Message))];
        var known = Facts(name);
        var mistakes = Used(template).Where(used => !known.Contains(used.Name)).DistinctBy(used => used.Name)
            .Select(
                used => new TemplateMistake(name, used.Line, TemplateFault.UnknownFact,
                    $"{used.Name} ({string.Join(", ", known.Order(StringComparer.Ordinal))})"));
        return !name.EndsWith("/" + Layout, StringComparison.Ordinal) && text.Split('\n') is not [{ Length: > 0 }, _, ..]
            ? [new TemplateMistake(name, 1, TemplateFault.NoSubject, ""), .. mistakes]
            : [.. mistakes];
    }

    /// <summary>What the product's own texts of the letter ask for, in any language: that much is given.</summary>
    private static HashSet<string> Facts(string name)
    {
        var kind = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return [.. Common, .. Languages.SelectMany(
            language => Used(Template.Parse(LetterTemplates.Shipped($"{language}/{kind}")))).Select(used => used.Name)];
    }

    private static List<(string Name, int Line)> Used(Template template)
    {
        var names = new NameFinder();
        names.Visit(template.Page);
        return names.Found;
    }

    /// <summary>Names that must come from outside: those of loops, and of the language itself, do not.</summary>
    private sealed class NameFinder : ScriptVisitor
    {
        private readonly HashSet<string> _ownNames = new(StringComparer.Ordinal) { "for" };

        public List<(string Name, int Line)> Found { get; } = [];

        public override void Visit(ScriptForStatement node)
        {
            if (node.Variable is ScriptVariable variable)
                _ownNames.Add(variable.Name);
            base.Visit(node);
        }

        public override void Visit(ScriptMemberExpression node) => Visit(node.Target);

        public override void Visit(ScriptVariableGlobal node)
        {
            if (!_ownNames.Contains(node.Name) && !TemplateContext.GetDefaultBuiltinObject().ContainsKey(node.Name))
                Found.Add((node.Name, node.Span.Start.Line + 1));
        }
    }
}

public enum TemplateFault
{
    UnknownLetter,
    Syntax,
    UnknownFact,
    NoSubject,
}

/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Detail">What was found, and what would be right.</param>
public sealed record TemplateMistake(string Name, int Line, TemplateFault Fault, string Detail);
