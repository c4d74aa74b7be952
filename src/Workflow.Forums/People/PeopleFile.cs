using System.Text.Json;
using Workflow.Forums.Bodies;
using Workflow.Forums.Files;

namespace Workflow.Forums.People;

/// <param name="Path">JSON path of the place.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
public sealed record PeopleFileMistake(string Path, string Message);

/// <param name="Register">Null where there is any mistake.</param>
public sealed record PeopleFileReading(PeopleRegister? Register, IReadOnlyList<PeopleFileMistake> Mistakes);

/// <summary>Reads the file of people, and reports all of its mistakes together.</summary>
public static class PeopleFile
{
    /// <param name="bodies">Bodies that mandates may name; null where they are not known, and then not checked.</param>
    public static PeopleFileReading Read(string json, BodyRegister? bodies = null)
    {
        try
        {
            using var document = JsonShape.Parse(json);
            return Read(document.RootElement, bodies);
        }
        catch (JsonException exception)
        {
            return new PeopleFileReading(null, [new PeopleFileMistake("$", FileTexts.NotJson(exception.Message))]);
        }
    }

    private static PeopleFileReading Read(JsonElement root, BodyRegister? bodies)
    {
        var shape = JsonShape.Mistakes<PeopleList>(root, "$")
            .Select(mistake => new PeopleFileMistake(mistake.Path, mistake.Message)).ToList();
        if (shape.Count > 0)
            return new PeopleFileReading(null, shape);

        var people = JsonShape.Value<PeopleList>(root).People;
        var mistakes = PeopleChecks.Mistakes(people, bodies).ToList();
        return mistakes.Count > 0 ? new PeopleFileReading(null, mistakes) : new PeopleFileReading(new PeopleRegister(people), []);
    }

    /// <summary>The file's outermost object, so that it can name its schema.</summary>
    private sealed record PeopleList
    {
        public required IReadOnlyList<Person> People { get; init; }
    }
}
