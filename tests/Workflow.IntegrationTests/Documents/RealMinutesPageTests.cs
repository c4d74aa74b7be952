using System.Xml;
using System.Xml.Linq;
using Shouldly;
using Workflow.Documents.Minutes;
using Workflow.Documents.Pages;
using Workflow.Forums.Bodies;
using Workflow.Forums.Papers;
using Xunit;

namespace Workflow.IntegrationTests.Documents;

/// <summary>Real minutes, read and written again. They stand beside the checkout, never in it.</summary>
public sealed class RealMinutesPageTests
{
    /// <summary>Labels in the raw text of an attachment list; the page prints the list's facts under its own labels.</summary>
    private static readonly string[] ReadAsFacts = ["DokID", "SagsID", "Dok", "Sags", "ID"];

    [Fact]
    public void Page_PrintsEveryWordItIsGiven()
    {
        var files = RealMinutes();
        Assert.SkipWhen(files.Count == 0, "There is no folder shared/minutes beside the checkout.");
        foreach (var file in files)
        {
            var paper = new MinutesReader().Read(File.ReadAllText(file), Path.GetFileName(file), []).Paper!;
            var page = Read(MeetingPage.Write(paper, BodyOf(paper), new PageStamp(PageState.Draft, 1)));

            page.Descendants("section").Count(section => section.Attribute("class")?.Value == "item").ShouldBe(paper.Items.Count);
            page.Descendants().Attributes("id").Select(id => id.Value).ShouldBeUnique();
            var printed = Words(page.Value).Concat(ReadAsFacts).ToHashSet(StringComparer.Ordinal);
            Given(paper).SelectMany(Words).Where(word => !printed.Contains(word)).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    private static Body BodyOf(MeetingPaper paper) => new() { Id = "b", Name = paper.Body, Kind = "any" };

    private static IEnumerable<string> Given(MeetingPaper paper) =>
    [
        paper.Body,
        paper.Place ?? "",
        .. paper.Participants.SelectMany(participant => new[] { participant.Name, participant.Role ?? "" }),
        .. paper.Items.SelectMany(Given),
    ];

    private static IEnumerable<string> Given(PaperItem item) =>
    [
        item.Title,
        item.CaseNumber ?? "",
        item.DocumentNumber ?? "",
        .. item.Sections.SelectMany(section => section.Blocks).Select(block => block.Text),
        .. item.Attachments.SelectMany(file => new[] { file.Name, file.DocumentNumber ?? "", file.CaseNumber ?? "" }),
        .. item.Absent.SelectMany(person => new[] { person.Name, person.Title ?? "", person.Role ?? "" }),
    ];

    private static IEnumerable<string> Words(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static XElement Read(string html)
    {
        using var reader = XmlReader.Create(
            new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!.Element("body")!;
    }

    private static IReadOnlyList<string> RealMinutes()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var minutes = Path.Combine(folder.FullName, "shared", "minutes");
            if (Directory.Exists(minutes))
                return [.. Directory.GetFiles(minutes, "*.txt").Order(StringComparer.Ordinal)];
        }

        return [];
    }
}
