using System.Globalization;
using Workflow.Forums.Bodies;

namespace Workflow.Activities.Kernel;

/// <summary>
/// What a body prints and posts is in its own language, whoever caused it; a page, a letter and the hash of an agenda must
/// not depend on the language of the person at the keyboard.
/// </summary>
internal static class BodyLanguage
{
    public static T Of<T>(Body body, Func<T> write)
    {
        var (culture, texts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(body.Language);
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texts);
        }
    }
}
