using System.Globalization;
using System.Resources;

namespace Workflow.Documents.Labels;

/// <summary>The fixed words of pages, from <c>Labels.resx</c> (English) and <c>Labels.da.resx</c>.</summary>
internal sealed class PageLabels(CultureInfo culture)
{
    private static readonly ResourceManager Words = new("Workflow.Documents.Labels.Labels", typeof(PageLabels).Assembly);

    public CultureInfo Culture { get; } = culture;

    /// <exception cref="MissingManifestResourceException">No label has the name: a mistake in the code.</exception>
    public string this[string name] =>
        Words.GetString(name, Culture) ?? throw new MissingManifestResourceException($"There is no label '{name}'.");

    public string Format(string name, params object[] parts) => string.Format(Culture, this[name], parts);
}
