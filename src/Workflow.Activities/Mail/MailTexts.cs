using System.Globalization;
using Workflow.Forums;

namespace Workflow.Activities.Mail;

/// <summary>Why a letter was not sent; stands in its row.</summary>
internal sealed class MailTexts
{
    private static readonly ResourceTexts Texts = new(typeof(MailTexts));

    private MailTexts()
    {
    }

    public static string Say(string key) => Texts[key];

    public static string Say(string key, DateOnly day) =>
        Texts.Format(key, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
