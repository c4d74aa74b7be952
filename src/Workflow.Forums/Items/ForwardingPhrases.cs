namespace Workflow.Forums.Items;

/// <summary>How a recommendation introduces the body that is to act; data in a resource, one introduction a line.</summary>
internal sealed class ForwardingPhrases
{
    private ForwardingPhrases()
    {
    }

    public static IReadOnlyList<string> Introductions { get; } =
        EmbeddedData.Read<string[]>(typeof(ForwardingPhrases).Assembly, "forwarding.da.json");
}
