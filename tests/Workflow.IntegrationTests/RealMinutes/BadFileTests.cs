using Shouldly;
using Workflow.Documents.Minutes;
using Xunit;

namespace Workflow.IntegrationTests.RealMinutes;

public sealed class BadFileTests
{
    [Fact]
    public async Task FileOf200Megabytes_IsRefusedFromItsLength_Unread()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        try
        {
            // A sparse file: it has the length but no contents, so reading it would be seen in memory.
            await using (var file = File.Create(path)) file.SetLength(200L * 1024 * 1024);
            var before = GC.GetTotalAllocatedBytes();

            var reading = await new MinutesReader().ReadFileAsync(path, [], TestContext.Current.CancellationToken);

            reading.Refusal.ShouldNotBeNull().Code.ShouldBe("file-too-large");
            (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(50L * 1024 * 1024);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task MissingFile_IsRefused_WithItsName()
    {
        var reading = await new MinutesReader().ReadFileAsync(
            Path.Combine(Path.GetTempPath(), "nobody.txt"), [], TestContext.Current.CancellationToken);

        reading.Refusal.ShouldNotBeNull().ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("file-missing"), refusal => refusal.Text.ShouldContain("nobody.txt"));
    }
}
