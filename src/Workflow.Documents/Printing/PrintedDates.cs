using System.Globalization;

namespace Workflow.Documents.Printing;

/// <summary>Dates as a page or a letter prints them, in Danish or English.</summary>
internal static class PrintedDates
{
    // The colon is quoted: da-DK replaces a bare ':' by its time separator, which ICU gives as '.'.
    private const string Clock = "HH':'mm";

    /// <summary>Such as <c>Fredag d. 08. september 2023 kl. 12:00</c>.</summary>
    public static string Header(DateOnly day, TimeOnly? time, CultureInfo culture)
    {
        var text = IsDanish(culture)
            ? day.ToString("dddd 'd.' dd'.' MMMM yyyy", culture)
            : day.ToString("dddd d MMMM yyyy", culture);
        var capital = char.ToUpper(text[0], culture) + text[1..];
        return time is { } at ? $"{capital} {At(culture)} {ClockOf(at)}" : capital;
    }

    /// <summary>Inside a sentence, such as <c>8. september 2023 kl. 12:00</c>.</summary>
    public static string Running(DateOnly day, TimeOnly? time, CultureInfo culture)
    {
        var text = day.ToString(IsDanish(culture) ? "d'.' MMMM yyyy" : "d MMMM yyyy", culture);
        return time is { } at ? $"{text} {At(culture)} {ClockOf(at)}" : text;
    }

    public static string Running(DateTimeOffset instant, string timeZone, CultureInfo culture)
    {
        var local = LocalTime.Of(instant, timeZone);
        return Running(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), culture);
    }

    private static string ClockOf(TimeOnly time) => time.ToString(Clock, CultureInfo.InvariantCulture);

    private static string At(CultureInfo culture) => IsDanish(culture) ? "kl." : "at";

    private static bool IsDanish(CultureInfo culture) =>
        string.Equals(culture.TwoLetterISOLanguageName, "da", StringComparison.Ordinal);
}
