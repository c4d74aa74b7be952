namespace Workflow.Forums.FollowUps;

internal sealed class FollowUpTexts
{
    private static readonly ResourceTexts Texts = new(typeof(FollowUpTexts));

    private FollowUpTexts()
    {
    }

    public static string Title(string title) => Texts.Format("Title", title);

    public static string Promised(string sentence) => Texts.Format("Promised", sentence);
}
