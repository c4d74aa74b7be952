using Shouldly;
using Workflow.Host;
using Workflow.Host.Serve;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>A secretariat's own letter texts and the domain of Message-IDs are judged before anything is served.</summary>
public sealed class LetterSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forum-letters-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folder_WithAMistake_IsRefusedWithFileAndLine()
    {
        Write("da/receipt.txt", "Modtaget\n{{ nmae }}");
        Write("en/receipt.txt", "Received\nThank you, {{ name }}.");

        var refusal = Should.Throw<CommandRefusedException>(
            () => LetterSettings.Templates(_folder)).Refusals.ShouldHaveSingleItem();

        refusal.Text.ShouldContain("da/receipt.txt");
        refusal.Text.ShouldContain("2");
        refusal.Text.ShouldContain("nmae");
    }

    [Fact]
    public void Folder_ThatIsNotThere_IsRefused() =>
        Should.Throw<CommandRefusedException>(
            () => LetterSettings.Templates(Path.Combine(_folder, "none"))).Refusals[0].Code.ShouldBe("no-templates");

    [Fact]
    public void Folder_OfGoodTexts_IsTaken()
    {
        Write("da/receipt.txt", "Modtaget\nTak, {{ name }}.");

        LetterSettings.Templates(_folder).Find("da/receipt").ShouldBe("Modtaget\nTak, {{ name }}.");
    }

    [Theory]
    [InlineData("forum.example", true)]
    [InlineData("Forum.Example", false)]
    [InlineData("forum", false)]
    [InlineData("fo rum.example", false)]
    [InlineData("forum.example>", false)]
    public void Domain_IsANameInSmallLetters(string domain, bool isTaken)
    {
        if (isTaken)
            LetterSettings.Domain(domain).ShouldBe(domain);
        else
            Should.Throw<CommandRefusedException>(() => LetterSettings.Domain(domain)).Refusals[0].Code.ShouldBe("domain-wrong");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
