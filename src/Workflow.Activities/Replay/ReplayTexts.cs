using Workflow.Forums;

namespace Workflow.Activities.Replay;

internal sealed class ReplayTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ReplayTexts));

    private ReplayTexts()
    {
    }

    public static string FindingsAccepted => Texts["FindingsAccepted"];

    public static string MinutesApproved => Texts["MinutesApproved"];

    public static string Undecided => Texts["Undecided"];

    public static string OnBehalfOf(string name, string behalf) => Texts.Format("OnBehalfOf", name, behalf);
}
