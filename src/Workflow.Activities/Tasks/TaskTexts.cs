using Workflow.Forums;
using Workflow.Forums.FollowUps;

namespace Workflow.Activities.Tasks;

internal sealed class TaskTexts
{
    private static readonly ResourceTexts Texts = new(typeof(TaskTexts));

    private TaskTexts()
    {
    }

    public static string WhySecretariat => Texts["WhySecretariat"];

    public static string Made(SecretariatTask task) => Texts.Format("Made", task.Text);

    public static string Due(SecretariatTask task) => Texts.Format("Due", task.Text);

    public static string Done(SecretariatTask task) => Texts.Format("Done", task.Text);

    /// <summary>Which act does what the task asks for; each kind has its own sentence.</summary>
    public static string NeedsAct(SecretariatTask task) => Texts.Format("NeedsAct", task.Text, Texts["Act-" + task.Kind]);

    public static string Reminded(SecretariatTask task) => Texts.Format("Reminded", task.Text);
}
