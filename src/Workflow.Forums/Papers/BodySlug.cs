using System.Globalization;
using System.Text;

namespace Workflow.Forums.Papers;

/// <summary>An id made from a printed name, where no body is configured: "Ældreråd Ågård" gives "aeldreraad-aagaard".</summary>
public static class BodySlug
{
    public static string From(string name)
    {
        // The Danish letters first: normalising would make Å an A and leave Æ and Ø alone.
        var danish = string.Concat(name.Where(c => !char.IsSurrogate(c))).ToLowerInvariant()
            .Replace("æ", "ae", StringComparison.Ordinal)
            .Replace("ø", "oe", StringComparison.Ordinal)
            .Replace("å", "aa", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormD);
        var slug = new StringBuilder();
        foreach (var c in danish)
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0
                && slug[^1] != '-') slug.Append('-');
        }

        var text = slug.ToString().Trim('-');
        return text.Length > 0 ? text : "body";
    }
}
