using Shouldly;
using Workflow.Documents.Letters;
using Xunit;

namespace Workflow.Tests.Documents;

/// <summary>A secretariat's own words: what is right is used, what is wrong is told before a letter must go out.</summary>
public sealed class OwnTemplatesTests
{
    [Fact]
    public void EveryShippedText_PassesItsOwnCheck()
    {
        var files = OwnTemplates.Names.ToDictionary(name => name, LetterTemplates.Shipped);

        files.Count.ShouldBeGreaterThan(30);
        OwnTemplates.Read(files).Mistakes.ShouldBeEmpty();
    }

    [Fact]
    public void OwnText_TakesThePlaceOfTheShippedOne_OfThatLetterAndLanguageOnly()
    {
        var own = Read("da/receipt", "Modtaget: {{ body }}\nTak, {{ name }}.").Templates;

        own.Find("da/receipt").ShouldBe("Modtaget: {{ body }}\nTak, {{ name }}.");
        own.Find("en/receipt").ShouldBeNull();
        var (subject, text) = new LetterTemplates(own).Render(
            "receipt",
            System.Globalization.CultureInfo.GetCultureInfo("da-DK"),
            new Dictionary<string, object> { ["name"] = "Kim", ["body"] = "Rådet", ["reason"] = "du svarede", ["link"] = "" });
        subject.ShouldBe("Modtaget: Rådet");
        text.ShouldContain("Tak, Kim.");
        text.ShouldContain("Kære Kim");
    }

    [Theory]
    [InlineData("da/recept", "x\ny", TemplateFault.UnknownLetter, 0)]
    [InlineData("da/receipt", "x\n{{ if }", TemplateFault.Syntax, 2)]
    [InlineData("da/receipt", "x\n\n{{ nmae }}", TemplateFault.UnknownFact, 3)]
    [InlineData("da/receipt", "\nTak.", TemplateFault.NoSubject, 1)]
    [InlineData("da/receipt", "Only a subject", TemplateFault.NoSubject, 1)]
    [InlineData("da/reminders", "x\n{{ for line in lines }}{{ lime.title }}{{ end }}", TemplateFault.UnknownFact, 2)]
    public void Mistake_IsToldWithItsFileAndLine(string name, string text, TemplateFault fault, int line)
    {
        var mistake = Read(name, text).Mistakes[0];

        (mistake.Name, mistake.Fault, mistake.Line).ShouldBe((name, fault, line));
    }

    [Fact]
    public void MistakesOfAllFiles_AreToldTogether() => OwnTemplates.Read(new Dictionary<string, string>
    {
        ["da/call"] = "x\n{{ no_such }}",
        ["en/call"] = "x\n{{ nor_this }}",
    }).Mistakes.Select(mistake => mistake.Name).ShouldBe(["da/call", "en/call"]);

    private static (OwnTemplates Templates, IReadOnlyList<TemplateMistake> Mistakes) Read(string name, string text) =>
        OwnTemplates.Read(new Dictionary<string, string> { [name] = text });
}
