namespace Workflow.Forums.Files;

internal sealed class FileTexts
{
    private static readonly ResourceTexts Texts = new(typeof(FileTexts));

    private FileTexts()
    {
    }

    public static string ObjectWanted => Texts["ObjectWanted"];

    public static string ListWanted => Texts["ListWanted"];

    public static string EmptyText => Texts["EmptyText"];

    public static string NotJson(string detail) => Texts.Format("NotJson", detail);

    public static string UnknownMember(string name, IEnumerable<string> known) =>
        Texts.Format("UnknownMember", name, string.Join(", ", known.Order(StringComparer.Ordinal)));

    public static string UnknownName(string name, IEnumerable<string> known) =>
        Texts.Format("UnknownName", name, string.Join(", ", known));

    public static string MemberTwice(string name) => Texts.Format("MemberTwice", name);

    public static string Missing(string name) => Texts.Format("Missing", name);

    public static string WrongValue(string written, Type wanted) => Texts.Format("WrongValue", written, Texts[Wanted(wanted)]);

    private static string Wanted(Type type)
    {
        if (type == typeof(DateOnly)) return "WantedDate";
        if (type == typeof(bool)) return "WantedBoolean";
        return type == typeof(int) ? "WantedNumber" : "WantedText";
    }
}
