using System.Collections.Concurrent;
using System.Globalization;
using Scriban;
using Scriban.Runtime;
using Workflow.Documents.Printing;

namespace Workflow.Documents.Letters;

/// <summary>
/// The letters' words, one text per kind and language: the first line is the subject, the rest the text in the format
/// of a text block. A template that asks for a fact it is not given faults: half a letter is never sent.
/// </summary>
/// <param name="own">A secretariat's own texts, checked before; they go before the product's.</param>
internal sealed class LetterTemplates(OwnTemplates own)
{
    private readonly ConcurrentDictionary<string, Template> _parsed = new(StringComparer.Ordinal);

    public (string Subject, string Text) Render(
        string kind,
        CultureInfo culture,
        IReadOnlyDictionary<string, object> facts)
    {
        var model = new ScriptObject(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
            model[name] = value;

        var language = culture.TwoLetterISOLanguageName;
        var letter = Render(language, kind, model);
        var end = letter.IndexOf('\n', StringComparison.Ordinal);
        model["content"] = Tidy(letter[(end + 1)..]);
        return (PlainText.Line(letter[..end]), Tidy(Render(language, OwnTemplates.Layout, model)) + "\n");
    }

    /// <exception cref="InvalidOperationException">The product has no such text.</exception>
    public static string Shipped(string name)
    {
        var resource = $"Workflow.Documents.Letters.Templates.{name.Replace('/', '.')}.txt";
        using var stream = typeof(LetterTemplates).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no letter template '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private string Render(string language, string name, ScriptObject model)
    {
        var template = _parsed.GetOrAdd($"{language}/{name}", Read);
        var context = new TemplateContext { StrictVariables = true, LoopLimit = 10_000, NewLine = "\n" };
        context.PushGlobal(model);
        return template.Render(context);
    }

    private Template Read(string name)
    {
        var template = Template.Parse(own.Find(name) ?? Shipped(name), name);
        return template.HasErrors
            ? throw new InvalidOperationException($"{name}: {string.Join("; ", template.Messages)}")
            : template;
    }

    /// <summary>A condition that is not met leaves empty lines behind; two in a row mean nothing to a reader.</summary>
    private static string Tidy(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd(' ')))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0))
                lines.Add(line);
        }

        return string.Join('\n', lines).Trim('\n');
    }
}
