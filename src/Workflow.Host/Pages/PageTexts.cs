using System.Globalization;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Deadlines;

namespace Workflow.Host.Pages;

/// <summary>Words of the pages, in the language the page is shown in.</summary>
internal sealed class PageTexts
{
    private const string Danish = "da";
    private const string English = "en";

    private static readonly ResourceTexts Texts = new(typeof(PageTexts));

    private PageTexts()
    {
    }

    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Danish ? Danish : English;

    public static string OtherLanguage => Language == Danish ? English : Danish;

    public static string Get(string key) => Texts[key];

    public static string Format(string key, params ReadOnlySpan<object?> args) => Texts.Format(key, args);

    /// <summary>The same page in the language it is read in now.</summary>
    public static string Link(string path) => $"{path}?lang={Language}";

    /// <param name="path">Where files are given out, with a slash at its end.</param>
    public static string FileLink(string path, string hash, string name) => $"{path}{hash}?name={Uri.EscapeDataString(name)}";

    public static string InOtherLanguage(string path) => $"{path}?lang={OtherLanguage}";

    public static CultureInfo Culture(string? asked, string fallback) =>
        CultureInfo.GetCultureInfo((asked is Danish or English ? asked : fallback) == English ? "en-GB" : "da-DK");

    public static string Day(DateOnly day) =>
        day.ToString(Language == Danish ? "dddd 'd.' d'.' MMMM yyyy" : "dddd d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Local to the body, with the clock time.</summary>
    public static string Moment(DateTimeOffset at, Body body)
    {
        var local = new BodyClock(body.TimeZone).Local(at);
        return Format(
            "Moment", Day(DateOnly.FromDateTime(local.DateTime)), local.ToString("HH':'mm", CultureInfo.InvariantCulture));
    }
}
