namespace Workflow.Forums.People;

internal sealed class PeopleFileTexts
{
    private static readonly ResourceTexts Texts = new(typeof(PeopleFileTexts));

    private PeopleFileTexts()
    {
    }

    public static string EndsBeforeItBegins => Texts["EndsBeforeItBegins"];

    public static string Twice(string id) => Texts.Format("Twice", id);

    public static string NoAddress(string address) => Texts.Format("NoAddress", address);

    public static string UnknownBody(string id) => Texts.Format("UnknownBody", id);

    public static string OwnDeputy(string id) => Texts.Format("OwnDeputy", id);

    public static string UnknownApprover(string id, string body, string member) =>
        Texts.Format("UnknownApprover", id, body, member);

    public static string UnknownPerson(string id) => Texts.Format("UnknownPerson", id);
}
