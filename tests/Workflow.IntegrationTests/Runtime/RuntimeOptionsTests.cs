using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class RuntimeOptionsTests
{
    [Fact]
    public void WrongOptions_AreReportedAllTogether()
    {
        var options =
            new RuntimeOptions { ConnectionString = " ", SeveralHosts = true, MaxAttempts = 0, FirstBackOff = TimeSpan.Zero };

        var fault = Should.Throw<RuntimeOptionsException>(() => new ServiceCollection().AddForumRuntime(options));

        fault.Mistakes.Count.ShouldBe(4);
    }
}
