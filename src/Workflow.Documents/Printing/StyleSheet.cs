using System.Security.Cryptography;
using System.Text;

namespace Workflow.Documents.Printing;

/// <summary>The one inline style sheet of a page, and a content security policy that lets in nothing else.</summary>
internal sealed class StyleSheet
{
    private readonly string _css;
    private readonly string _policy;

    private StyleSheet(string css)
    {
        _css = css;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        _policy = $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'";
    }

    public static StyleSheet Page { get; } = Load("page.css");

    public static StyleSheet Letter { get; } = Load("letter.css");

    public void WriteHead(Markup html, string title, bool index)
    {
        html.Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", _policy))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        if (!index)
            html.Void("meta", ("name", "robots"), ("content", "noindex, nofollow"));
        html.Element("title", title).Open("style").Constant(_css).Close().Close();
    }

    private static StyleSheet Load(string name)
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream($"Workflow.Documents.Printing.{name}")
            ?? throw new InvalidOperationException($"There is no style sheet '{name}'.");
        using var reader = new StreamReader(stream);
        return new StyleSheet(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
