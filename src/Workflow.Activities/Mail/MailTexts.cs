using System.Globalization;
using Workflow.Forums;

namespace Workflow.Activities.Mail;

/// <summary>Why a letter was not sent, or is sent again.</summary>
internal sealed class MailTexts
{
    private static readonly ResourceTexts Texts = new(typeof(MailTexts));

    private MailTexts()
    {
    }

    public static string Say(string key) => Texts[key];

    public static string Say(string key, params object[] values) => Texts.Format(key, values);

    public static string Say(string key, DateOnly day) =>
        Texts.Format(key, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
