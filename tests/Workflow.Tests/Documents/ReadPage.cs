using System.Xml;
using System.Xml.Linq;

namespace Workflow.Tests.Documents;

/// <summary>A page read back as XML: what we write is well-formed on purpose.</summary>
internal sealed class ReadPage
{
    public ReadPage(string html)
    {
        using var reader = XmlReader.Create(
            new StringReader(html),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        Root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    public XElement Root { get; }

    public string Text => Root.Element("body")!.Value;

    public IReadOnlyList<XElement> All(string name) => [.. Root.Descendants(name)];

    public XElement One(string name) => Root.Descendants(name).Single();

    public IReadOnlyList<string> Ids => [.. Root.Descendants().Attributes("id").Select(id => id.Value)];

    public IReadOnlyList<int> HeadingLevels =>
        [.. Root.Descendants().Where(IsHeading).Select(heading => heading.Name.LocalName[1] - '0')];

    public IReadOnlyList<string> Headings(int level) => [.. All($"h{level}").Select(heading => heading.Value)];

    public XElement SectionHeaded(string heading) =>
        Root.Descendants("h3").Single(h3 => h3.Value == heading).Parent!;

    private static bool IsHeading(XElement element) =>
        element.Name.LocalName.Length == 2 && element.Name.LocalName[0] == 'h' && char.IsAsciiDigit(element.Name.LocalName[1]);
}
