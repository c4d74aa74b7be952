using Shouldly;
using Xunit;

namespace Workflow.Tests.Architecture;

/// <summary>The one direction of the arrows. Each test was seen red with one reference planted against it.</summary>
public sealed class ArrowTests
{
    private const string Engine = "Workflow.Engine";
    private const string Forums = "Workflow.Forums";
    private const string Documents = "Workflow.Documents";
    private const string Runtime = "Workflow.Runtime";
    private const string Activities = "Workflow.Activities";
    private const string Messaging = "Workflow.Messaging";
    private const string Host = "Workflow.Host";
    private const string Elsa = "Workflow.Elsa";

    /// <summary>Which rooms a room may refer to. A room that does not stand here does not belong under src.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [Engine] = [],
        [Forums] = [],
        [Documents] = [Forums],
        [Runtime] = [Engine, Forums],
        [Activities] = [Engine, Forums, Documents, Runtime],
        [Messaging] = [Forums, Activities],
        [Host] = [Engine, Forums, Documents, Runtime, Activities, Messaging],
        [Elsa] = [Host],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    public static TheoryData<string> PureRooms => [Engine, Forums];

    /// <summary>Rooms that must not know how things are stored. Elsa has tables of its own.</summary>
    public static TheoryData<string> StorelessRooms => [.. Allowed.Keys.Where(room => room is not (Runtime or Elsa))];

    [Fact]
    public void EveryRoom_HasItsArrowsWrittenDown() => SourceTree.Rooms.ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_RefersOnlyDownward(string room) => SourceTree.References(room).Except(Allowed[room]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(PureRooms))]
    public void PureRoom_NamesNoPackage(string room) => SourceTree.Packages(room).ShouldBeEmpty();

    /// <summary>What was compiled, not what was written: catches a package that comes in by another way.</summary>
    [Theory]
    [MemberData(nameof(PureRooms))]
    public void PureRoom_IsCompiledAgainstTheBaseLibraryOnly(string room) =>
        System.Reflection.Assembly.Load(room).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(StorelessRooms))]
    public void Room_OtherThanRuntime_NamesNoDatabase(string room)
    {
        string[] words =
        [
            "DbContext", "SaveChanges", "BeginTransaction", "CommitAsync(", "EntityFrameworkCore", " NpgsqlConnection",
            " SqliteConnection",
        ];
        var named = from file in SourceTree.Files(room)
                    from word in words
                    where file.Text.Contains(word, StringComparison.Ordinal)
                    select $"{file.Path}: {word}";
        named.ShouldBeEmpty();
    }

    [Fact]
    public void OnlyTheTransactionRunner_Commits()
    {
        string[] words = ["CommitAsync(", ".Commit(", "BeginTransaction", "commit: true"];
        var committing = from file in SourceTree.Files(Runtime)
                         where words.Any(word => file.Text.Contains(word, StringComparison.Ordinal))
                         select Path.GetFileName(file.Path);
        committing.ShouldBe(["TransactionRunner.cs"]);
    }
}
