using System.Reflection;
using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Tests.Architecture;

namespace Workflow.Tests.Engine;

/// <summary>The files of <c>workflows/</c> and the activities they may name.</summary>
internal static class ShippedDefinitions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "workflows"), "*.json")
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal),
    ];

    /// <summary>Every activity of the room; a descriptor needs no rules, so they are made without.</summary>
    public static ActivityCatalogue Catalogue { get; } = new(
        from type in typeof(ForumActivity).Assembly.GetTypes()
        where !type.IsAbstract && typeof(IActivityType).IsAssignableFrom(type)
        let constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Single()
        select (IActivityType)constructor.Invoke(new object?[constructor.GetParameters().Length]));

    public static DefinitionFile File(string name) =>
        new(System.IO.File.ReadAllText(Path.Combine(SourceTree.Root, "workflows", name + ".json")), Catalogue);
}
