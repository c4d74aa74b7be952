using Workflow.Forums;

namespace Workflow.Host;

internal sealed class HostTexts
{
    private static readonly ResourceTexts Texts = new(typeof(HostTexts));

    private HostTexts()
    {
    }

    public static string NoBodies(string path) => Texts.Format("NoBodies", path);

    public static string FolderNotEmpty(string folder) => Texts.Format("FolderNotEmpty", folder);

    public static string FolderOfAnother(string folder) => Texts.Format("FolderOfAnother", folder);

    public static string NoDate(string file) => Texts.Format("NoDate", file);

    public static string Derived(string body) => Texts.Format("Derived", body);

    public static string Get(string key) => Texts[key];

    public static string Format(string key, params object?[] args) => Texts.Format(key, args);
}
