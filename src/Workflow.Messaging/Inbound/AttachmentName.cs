using System.Text;

namespace Workflow.Messaging.Inbound;

/// <summary>A file name that does no harm on any system, whatever the sender called the file.</summary>
internal static class AttachmentName
{
    private const int Longest = 120;
    private const int LongestExtension = 20;
    private const string Forbidden = "<>:\"|?*%";

    /// <summary>Names that Windows takes for devices, with whatever extension.</summary>
    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", "clock$", "conin$", "conout$",
            .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" }), "com¹", "com²", "com³",
            "lpt¹", "lpt²", "lpt³"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/pdf"] = ".pdf",
        ["application/msword"] = ".doc",
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx",
        ["text/rtf"] = ".rtf",
        ["application/rtf"] = ".rtf",
        ["image/png"] = ".png",
        ["image/jpeg"] = ".jpg",
        ["text/plain"] = ".txt",
        ["message/rfc822"] = ".eml",
        ["text/calendar"] = ".ics",
    };

    /// <param name="number">Names what has no name, counted from 1.</param>
    /// <param name="taken">Names in use, without regard to case; the new one is added.</param>
    public static string Make(string? given, string mediaType, int number, HashSet<string> taken)
    {
        var name = Harmless(given ?? "");
        if (name.Length == 0)
            name = $"attachment-{number}{Extensions.GetValueOrDefault(mediaType, ".bin")}";
        var unique = Shortened(name, "");
        for (var copy = 2; !taken.Add(unique); copy++)
            unique = Shortened(name, $" ({copy})");
        return unique;
    }

    private static string Harmless(string given)
    {
        var last = given.Split('/', '\\')[^1];
        var name = CleanText.Line(Composed(last), int.MaxValue);
        name = string.Concat(
            name.Select(c => Forbidden.Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim(' ', '.', '\u00a0');
        return Devices.Contains(name.Split('.')[0].Trim()) ? "_" + name : name;
    }

    /// <summary>In the one composed form, so that what looks the same is the same.</summary>
    private static string Composed(string text)
    {
        var whole = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Shortened(string name, string suffix)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
        var stem = name[..(name.Length - extension.Length)];
        var room = Longest - extension.Length - suffix.Length;
        if (stem.Length > room)
            stem = stem[..(char.IsHighSurrogate(stem[room - 1]) ? room - 1 : room)].TrimEnd();
        return stem + suffix + extension;
    }
}
