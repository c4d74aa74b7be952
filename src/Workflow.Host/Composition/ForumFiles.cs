using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;

namespace Workflow.Host.Composition;

/// <summary>Finds and reads the files a command works with: definitions, bodies, people.</summary>
public sealed class ForumFiles(FileInfo? bodies, DirectoryInfo? workflows, FileInfo? people)
{
    private const string WorkflowFolder = "workflows";

    /// <summary>The folder of definitions: the named one, else <c>workflows</c> here or beside the program.</summary>
    public string WorkflowsFolder => workflows?.FullName ?? Beside(WorkflowFolder);

    public bool BodiesAreDefault => bodies is null && workflows is null;

    /// <summary>Invented papers, bodies and people, here or beside the program.</summary>
    public string SamplesFolder => Beside("samples");

    /// <summary>Invented minutes of a meeting of one of the sample bodies.</summary>
    public string SamplePaper => Path.Combine(SamplesFolder, "minutes", "fjordby-fagligt-2025-03-12.txt");

    public string BodiesPath => bodies?.FullName ?? Path.Combine(WorkflowsFolder, "bodies");

    public string? PeoplePath => people?.FullName;

    public IReadOnlyDictionary<string, string> Definitions() => JsonFiles(WorkflowsFolder);

    /// <exception cref="CommandRefusedException">A file is missing or has a mistake; all mistakes are in it.</exception>
    public BodyRegister Bodies()
    {
        var files = BodyFiles();
        if (files.Count == 0)
            throw new CommandRefusedException(new Refusal("no-bodies", HostTexts.NoBodies(BodiesPath)));
        var reading = BodyFile.Read(files);
        return reading.Register ?? throw new CommandRefusedException(
            [.. reading.Mistakes.Select(
                mistake => new Refusal("body-file", $"{mistake.File}: {mistake.Path}: {mistake.Message}"))]);
    }

    /// <param name="bodies">Those that the people's mandates are in; null where they could not be read.</param>
    /// <exception cref="CommandRefusedException">The file is missing or has a mistake; all mistakes are in it.</exception>
    public PeopleRegister People(BodyRegister? bodies) => People(bodies, PeopleText());

    /// <param name="bodies">As above.</param>
    /// <param name="text">What <see cref="PeopleText"/> gave.</param>
    /// <exception cref="CommandRefusedException">The text has a mistake; all mistakes are in it.</exception>
    public PeopleRegister People(BodyRegister? bodies, string? text)
    {
        if (people is null || text is null)
            return new PeopleRegister([]);
        var reading = PeopleFile.Read(text, bodies);
        return reading.Register ?? throw new CommandRefusedException(
            [.. reading.Mistakes.Select(
                mistake => new Refusal("people-file", $"{people.Name}: {mistake.Path}: {mistake.Message}"))]);
    }

    /// <summary>The file of people as it stands; null where none is named.</summary>
    /// <exception cref="CommandRefusedException">It is missing or cannot be read.</exception>
    public string? PeopleText()
    {
        if (people is null)
            return null;
        if (!File.Exists(people.FullName))
            throw new CommandRefusedException(new Refusal("no-people", HostTexts.Format("NoPeople", people.FullName)));
        try
        {
            return File.ReadAllText(people.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException(
                new Refusal("people-unreadable", HostTexts.Format("PeopleUnreadable", people.FullName, exception.Message)));
        }
    }

    public ForumFiles Samples() => new(
        new FileInfo(Path.Combine(SamplesFolder, "bodies")), workflows, new FileInfo(Path.Combine(SamplesFolder, "people.json")));

    /// <summary>All text of the bodies' files, to know a replay's inputs by.</summary>
    public string BodiesText() => string.Concat(BodyFiles().Select(file => file.Key + file.Value));

    private Dictionary<string, string> BodyFiles() => File.Exists(BodiesPath)
        ? new Dictionary<string, string> { [Path.GetFileName(BodiesPath)] = File.ReadAllText(BodiesPath) }
        : JsonFiles(BodiesPath);

    private static Dictionary<string, string> JsonFiles(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal)
        : [];

    private static string Beside(string name) => Directory.Exists(name) ? name : Path.Combine(AppContext.BaseDirectory, name);
}
