using Workflow.Forums;

namespace Workflow.Messaging.Graph;

/// <summary>What is said of the service and of what it did not take; stands in rows and in the output of check.</summary>
internal sealed class GraphTexts
{
    private static readonly ResourceTexts Texts = new(typeof(GraphTexts));

    private GraphTexts()
    {
    }

    public static string Say(string key, params object?[] values) => Texts.Format(key, values);
}
