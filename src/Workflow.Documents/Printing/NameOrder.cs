using System.Globalization;

namespace Workflow.Documents.Printing;

/// <summary>
/// The order that names of bodies and associations are read in. They are Danish names on an English page, too: Æ, Ø, Å last, and
/// Aa as Å.
/// </summary>
public static class NameOrder
{
    public static StringComparer Danish { get; } =
        StringComparer.Create(CultureInfo.GetCultureInfo("da-DK"), CompareOptions.IgnoreCase);
}
