using Workflow.Forums;

namespace Workflow.Messaging.Inbound;

/// <summary>What is said of a mailbox that cannot be read; stands in the log and in the output of check.</summary>
internal sealed class MailboxTexts
{
    private static readonly ResourceTexts Texts = new(typeof(MailboxTexts));

    private MailboxTexts()
    {
    }

    public static string Say(string key, params object?[] values) => Texts.Format(key, values);
}
