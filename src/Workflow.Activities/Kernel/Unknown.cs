using Workflow.Forums;

namespace Workflow.Activities.Kernel;

/// <summary>The refusal for an id that names nothing here.</summary>
internal sealed class Unknown
{
    private static readonly ResourceTexts Texts = new(typeof(Unknown));

    private Unknown()
    {
    }

    public static Refusal Subject(string id) => new("unknown-id", Texts.Format("Subject", id));
}
