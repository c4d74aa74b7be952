using Workflow.Forums;

namespace Workflow.Activities.Inbound;

/// <summary>What is said of mail to us: in its row, in the trail, to the secretariat.</summary>
internal sealed class InboundTexts
{
    private static readonly ResourceTexts Texts = new(typeof(InboundTexts));

    private InboundTexts()
    {
    }

    public static string Say(string key, params object?[] values) => Texts.Format(key, values);

    public static Refusal Refuse(string code, params object?[] values) => new(code, Texts.Format(code, values));
}
