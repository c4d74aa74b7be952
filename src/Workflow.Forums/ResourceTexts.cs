using System.Globalization;
using System.Resources;

namespace Workflow.Forums;

/// <summary>
/// Sentences for people, from a room's resource file: neutral English, and Danish. A key that is missing is a fault
/// at once, never an empty sentence.
/// </summary>
/// <param name="owner">The type whose full name is the resource's name.</param>
public sealed class ResourceTexts(Type owner)
{
    private readonly ResourceManager _resources = new(owner);

    /// <exception cref="MissingManifestResourceException">The key is in no resource file.</exception>
    public string this[string key] =>
        _resources.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"The text '{key}' is missing in {owner.FullName}.resx.");

    /// <summary>
    /// Numbers and dates are formatted by the current culture, which the host sets to the language of the sentences.
    /// </summary>
    public string Format(string key, params ReadOnlySpan<object?> args) =>
        string.Format(CultureInfo.CurrentCulture, this[key], args);
}
