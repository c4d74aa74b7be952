using Workflow.Forums.Papers;

namespace Workflow.Forums.People;

internal sealed class PeopleTexts
{
    private static readonly ResourceTexts Texts = new(typeof(PeopleTexts));

    private PeopleTexts()
    {
    }

    public static string Name(string key, string body) => Texts.Format("Name", Texts[key], body);

    public static string Slug(string key) => BodySlug.From(Texts[key]);
}
