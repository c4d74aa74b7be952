using Workflow.Documents.Letters;

namespace Workflow.Host.Serve;

/// <summary>How letters are worded and named, read and checked at start.</summary>
internal static class LetterSettings
{
    /// <exception cref="CommandRefusedException">The folder is missing or a file has a mistake; all mistakes are in
    /// it.</exception>
    public static OwnTemplates Templates(string? folder)
    {
        if (folder is null)
            return OwnTemplates.None;
        if (!Directory.Exists(folder))
            throw new CommandRefusedException(new Forums.Refusal("no-templates", HostTexts.Format("NoTemplatesFolder", folder)));
        var files = Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).ToDictionary(
            path => Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/'), File.ReadAllText,
            StringComparer.Ordinal);
        var (templates, mistakes) = OwnTemplates.Read(files);
        return mistakes.Count == 0 ? templates : throw new CommandRefusedException([.. mistakes.Select(Refusal)]);
    }

    /// <exception cref="CommandRefusedException">It is no name of a domain.</exception>
    public static string Domain(string? domain)
    {
        if (domain is null)
            return new LetterOptions().Domain;
        // Ids are compared byte by byte: one way of writing.
        return Uri.CheckHostName(domain) == UriHostNameType.Dns && domain.Contains('.', StringComparison.Ordinal)
            && domain.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
            ? domain
            : throw new CommandRefusedException(new Forums.Refusal(
                "domain-wrong", HostTexts.Format(
                    "MessageIdDomainWrong", domain, $"{ServeOptions.Section}__{nameof(ServeOptions.MessageIdDomain)}")));
    }

    private static Forums.Refusal Refusal(TemplateMistake mistake) => new(
        "letter-template", HostTexts.Format("Template" + mistake.Fault, mistake.Name + ".txt", mistake.Line, mistake.Detail));
}
