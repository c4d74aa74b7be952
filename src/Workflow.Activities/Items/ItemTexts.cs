using Workflow.Forums;

namespace Workflow.Activities.Items;

/// <summary>What the life of an item says to people: reasons, tasks, refusals. Sentences stand in the resource files.</summary>
internal static class ItemTexts
{
    private static readonly ResourceTexts Texts = new(typeof(ItemTexts));

    public static string Say(string key, params ReadOnlySpan<object?> args) => Texts.Format(key, args);

    /// <param name="code">Stable kebab-case code; the sentence's key is the same.</param>
    public static Refusal Refuse(string code, params ReadOnlySpan<object?> args) => new(code, Texts.Format(code, args));
}
