using Workflow.Activities;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Tests.Architecture;

namespace Workflow.Tests.Activities;

/// <summary>The activities and lifecycles that the product ships, as a host would compose them.</summary>
internal static class ShippedCatalogue
{
    public static ActivityCatalogue Catalogue { get; } = ForumActivitiesSetup.Catalogue(
        new ForumRules(new BodyRegister([]), new PeopleRegister([]), new LetterWriter(new LetterOptions())));

    /// <summary>Text of every lifecycle, by file name.</summary>
    public static IReadOnlyDictionary<string, string> Lifecycles { get; } =
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "workflows"), "*.json").Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
}
