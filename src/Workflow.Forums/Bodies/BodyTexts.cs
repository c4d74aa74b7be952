namespace Workflow.Forums.Bodies;

internal sealed class BodyTexts
{
    private static readonly ResourceTexts Texts = new(typeof(BodyTexts));

    private BodyTexts()
    {
    }

    public static string EndsBeforeItBegins => Texts["EndsBeforeItBegins"];

    public static string NoLevels => Texts["NoLevels"];

    public static string NobodyAtLevel => Texts["NobodyAtLevel"];

    public static string BothChairsWithoutChair => Texts["BothChairsWithoutChair"];

    public static string LadderEmpty => Texts["LadderEmpty"];

    public static string Twice(string id) => Texts.Format("Twice", id);

    public static string RefersToItself(string id) => Texts.Format("RefersToItself", id);

    public static string Undefined(string id) => Texts.Format("Undefined", id);

    public static string TooLow(int value, int least) => Texts.Format("TooLow", value, least);

    public static string UnknownZone(string zone) => Texts.Format("UnknownZone", zone);

    public static string NoDay(string day) => Texts.Format("NoDay", day);

    public static string LadderWithoutEnd(string rung) => Texts.Format("LadderWithoutEnd", rung);

    public static string UnknownRole(string role) => Texts.Format("UnknownRole", role);

    public static string SuccessorLoop(string id) => Texts.Format("SuccessorLoop", id);

    public static string Ambiguous(string name, string other) => Texts.Format("Ambiguous", name, other);
}
