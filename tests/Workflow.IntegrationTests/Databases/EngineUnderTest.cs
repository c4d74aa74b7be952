using Workflow.Runtime;

namespace Workflow.IntegrationTests.Databases;

/// <summary>What carries the lifecycles in this run of the tests: the same tests hold every engine to the same answers.</summary>
internal static class EngineUnderTest
{
    /// <summary>Null for the embedded engine; another build of these tests names its own before the first runs.</summary>
    public static Func<IServiceProvider, ILifecycleEngine>? Other { get; set; }

    /// <summary>The program that serves in this run of the tests, beside them.</summary>
    public static string Program { get; set; } = "Workflow.Host.dll";

    /// <summary>What <c>serve</c> needs besides to run on the engine.</summary>
    public static IReadOnlyList<string> ServeOptions { get; set; } = [];

    /// <summary>As recorded histories name it.</summary>
    public static string Name { get; set; } = "embedded runtime";
}
