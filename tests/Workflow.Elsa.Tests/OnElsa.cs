using System.Runtime.CompilerServices;
using Workflow.IntegrationTests.Databases;

namespace Workflow.OnElsa.Tests;

internal static class OnElsa
{
    [ModuleInitializer]
    internal static void Choose()
    {
        EngineUnderTest.Other = ElsaEngine.From;
        EngineUnderTest.Program = "Workflow.Elsa.dll";
        EngineUnderTest.ServeOptions = ["--runtime", ElsaEngine.EngineName];
        EngineUnderTest.Name = $"Elsa {typeof(Elsa.Workflows.Activity).Assembly.GetName().Version?.ToString(3)}";
    }
}
