using Workflow.Forums;

namespace Workflow.Documents.Minutes;

/// <summary>What the reader says to people.</summary>
internal static class ReaderTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ReaderTexts));

    public static string Get(string key, params object?[] arguments) => Texts.Format(key, arguments);
}
