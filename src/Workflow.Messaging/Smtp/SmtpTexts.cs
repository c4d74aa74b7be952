using Workflow.Forums;

namespace Workflow.Messaging.Smtp;

/// <summary>What is said of the mail server and of letters it did not take; stands in rows and in the output of check.</summary>
internal sealed class SmtpTexts
{
    private static readonly ResourceTexts Texts = new(typeof(SmtpTexts));

    private SmtpTexts()
    {
    }

    public static string Say(string key, params object?[] values) => Texts.Format(key, values);
}
