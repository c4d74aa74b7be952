using Shouldly;
using Workflow.Host;
using Workflow.Host.Serve;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class ApiTokenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflow-token-");

    private string TokenFile => Path.Combine(_folder.FullName, "data", "api-token");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_MadeOnTheFirstStart_IsReadByTheNextAndLeavesNothingBeside()
    {
        ApiToken.FromFile(TokenFile);
        var token = File.ReadAllText(TokenFile);

        ApiToken.FromFile(TokenFile).Matches(token).ShouldBeTrue();

        token.Length.ShouldBe(64);
        Directory.EnumerateFiles(Path.GetDirectoryName(TokenFile)!).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(TokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("0123456789abcde")]
    public void File_CutOrEmptied_IsRefused(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(TokenFile)!);
        File.WriteAllText(TokenFile, content);

        Should.Throw<CommandRefusedException>(() => ApiToken.FromFile(TokenFile)).Refusals.ShouldHaveSingleItem().Code.ShouldBe(
            "token-file-short");
    }

    [Fact]
    public void File_OfSeveralHostsStartingAtOnce_IsOne()
    {
        var tokens = Enumerable.Range(
            0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => ApiToken.FromFile(TokenFile)).ToList();

        tokens.ShouldAllBe(token => token.Matches(File.ReadAllText(TokenFile)));
        Directory.EnumerateFiles(Path.GetDirectoryName(TokenFile)!).ShouldHaveSingleItem();
    }
}
