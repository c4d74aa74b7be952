using System.Globalization;
using System.Resources;

namespace Workflow.Documents.Minutes;

/// <summary>What the reader says to people, in the language of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class ReaderTexts
{
    private static readonly ResourceManager Resources =
        new("Workflow.Documents.Minutes.ReaderTexts", typeof(ReaderTexts).Assembly);

    public static string Get(string key, params object?[] arguments)
    {
        var format = Resources.GetString(key, CultureInfo.CurrentUICulture)
            ?? throw new InvalidOperationException($"The reader has no text '{key}'.");
        return string.Format(CultureInfo.CurrentCulture, format, arguments);
    }
}
