using System.Collections;
using System.Globalization;
using System.Resources;
using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Documents.Pages;
using Xunit;

namespace Workflow.Tests.Documents;

public sealed class LabelsTests
{
    [Fact]
    public void EveryLabel_StandsInBothLanguages()
    {
        var labels = new ResourceManager("Workflow.Documents.Labels.Labels", typeof(MeetingPage).Assembly);

        Keys(labels, "da").ShouldBe(Keys(labels, ""));
    }

    [Fact]
    public void EveryLetter_HasATemplateInBothLanguages()
    {
        var resources = typeof(LetterWriter).Assembly.GetManifestResourceNames();

        foreach (var kind in LetterKinds.All.Append("layout"))
        {
            resources.ShouldContain($"Workflow.Documents.Letters.Templates.da.{kind}.txt");
            resources.ShouldContain($"Workflow.Documents.Letters.Templates.en.{kind}.txt");
        }
    }

    private static List<string> Keys(ResourceManager labels, string culture) =>
    [
        .. labels.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal),
    ];
}
