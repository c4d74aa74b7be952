using System.Net;
using System.Text.RegularExpressions;
using MimeKit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>Reads whatever a replay made as the words a person would find in it: pages without tags, letters decoded.</summary>
internal static partial class MadeFor
{
    /// <summary>All files but the database, the timeline and the note that the run ended, by path.</summary>
    public static IReadOnlyDictionary<string, string> Everybody(string folder) => Replayed.FilesOf(folder).Keys
        .Where(name => name != "timeline.json")
        .ToDictionary(name => name, name => Text(Path.Combine(folder, name)), StringComparer.Ordinal);

    public static string Text(string path) => Path.GetExtension(path) == ".eml" ? Letter(path) : Page(File.ReadAllText(path));

    /// <summary>The page's words, one space between them.</summary>
    public static string Words(string html) => string.Join(' ', FourWords.Of(Page(html)));

    public static IReadOnlyList<string> Recipients(string path)
    {
        using var message = MimeMessage.Load(path);
        return [.. message.To.Mailboxes.Concat(message.Cc.Mailboxes).Select(mailbox => mailbox.Address)];
    }

    /// <summary>The source stays too: a marker in a link or an attribute is found as well.</summary>
    private static string Page(string html) =>
        WebUtility.HtmlDecode(Tag().Replace(Style().Replace(html, " "), " ")) + "\n\n"
            + string.Concat(Tag().Matches(html).Select(tag => tag.Value));

    private static string Letter(string path)
    {
        using var message = MimeMessage.Load(path);
        var parts = message.BodyParts.Select(part => part switch
        {
            TextPart text =>
                text.IsHtml ? Page(text.Text) : text.Text.Replace("\r\n ", "", StringComparison.Ordinal) + "\n" + text.Text,
            MimePart file => file.FileName + " " + Decoded(file),
            _ => "",
        });
        return string.Join("\n\n", message.Headers.Select(header => header.Value).Concat(parts));
    }

    private static string Decoded(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<style.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
