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
        var text = day.ToString(IsDanish(culture) ? "dddd 'd.' dd'.' MMMM yyyy" : "dddd d MMMM yyyy", culture);
        return WithClock(char.ToUpper(text[0], culture) + text[1..], time, culture);
    }

    /// <summary>Inside a sentence, such as <c>fredag d. 8. september 2023 kl. 12:00</c>.</summary>
    public static string Sentence(DateOnly day, TimeOnly? time, CultureInfo culture) =>
        WithClock(day.ToString(IsDanish(culture) ? "dddd 'd.' d'.' MMMM yyyy" : "dddd d MMMM yyyy", culture), time, culture);

    /// <summary>Without the weekday, such as <c>8. september 2023 kl. 12:00</c>.</summary>
    public static string Running(DateOnly day, TimeOnly? time, CultureInfo culture) =>
        WithClock(day.ToString(IsDanish(culture) ? "d'.' MMMM yyyy" : "d MMMM yyyy", culture), time, culture);

    public static string Running(DateTimeOffset instant, string timeZone, CultureInfo culture)
    {
        var local = LocalTime.Of(instant, timeZone);
        return Running(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), culture);
    }

    private static string WithClock(string day, TimeOnly? time, CultureInfo culture) => time is { } at
        ? $"{day} {(IsDanish(culture) ? "kl." : "at")} {at.ToString(Clock, CultureInfo.InvariantCulture)}"
        : day;

    private static bool IsDanish(CultureInfo culture) =>
        string.Equals(culture.TwoLetterISOLanguageName, "da", StringComparison.Ordinal);
}
