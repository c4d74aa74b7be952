using Workflow.Forums;

namespace Workflow.Runtime;

internal sealed class RuntimeTexts
{
    private static readonly ResourceTexts Texts = new(typeof(RuntimeTexts));

    private RuntimeTexts()
    {
    }

    public static string LifecycleEnded => Texts["LifecycleEnded"];

    public static string Retried => Texts["Retried"];

    public static string DiedWhileSending => Texts["DiedWhileSending"];

    public static string CommandIdReused(CommandEnvelope command, string usedFor) =>
        Texts.Format("CommandIdReused", command.Id, usedFor, command.Name);

    public static string PageGivenUp(Forums.Publications.Publication page) =>
        Texts.Format("PageGivenUp", page.Path, page.Attempts, page.Failure);
}
