using System.Globalization;

namespace Workflow.Documents.Printing;

/// <summary>The two languages the product writes.</summary>
internal static class Language
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <exception cref="UnknownLanguageException">Neither <c>da</c> nor <c>en</c>.</exception>
    public static CultureInfo Culture(string code) => code switch
    {
        "da" => Danish,
        "en" => English,
        _ => throw new UnknownLanguageException(code),
    };
}
