using System.Globalization;
using Workflow.Forums;

namespace Workflow.Activities.Meetings;

/// <summary>Sentences of the meeting's lifecycle, by key; a key that is missing is a fault at once.</summary>
internal sealed class MeetingTexts
{
    private static readonly ResourceTexts Texts = new(typeof(MeetingTexts));

    private MeetingTexts()
    {
    }

    /// <summary>Days are written year first, so that they read the same in every language.</summary>
    public static string Say(string key, params ReadOnlySpan<object?> facts)
    {
        var written = new object?[facts.Length];
        for (var i = 0; i < facts.Length; i++)
            written[i] = facts[i] is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : facts[i];
        return Texts.Format(key, written);
    }

    public static Refusal Refuse(string code, string key, params ReadOnlySpan<object?> facts) => new(code, Say(key, facts));
}
