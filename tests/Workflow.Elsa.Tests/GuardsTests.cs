using Elsa.Workflows;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;
using Workflow.Engine.Instances;
using Workflow.IntegrationTests.Conformance;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.OnElsa.Hosting;
using Workflow.OnElsa.Steps;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>What the adapter refuses rather than let Elsa go on in its own way.</summary>
public sealed class GuardsTests(TestDatabases databases)
{
    private static readonly ActivityCatalogue Catalogue =
        new(ScriptedActivities.Descriptors.Select(descriptor => new ScriptedActivity(descriptor, null!)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Spoilt => new()
    {
        { "\"type\": \"Test.Decide\"", "\"type\": \"Test.Guess\"", "The activity 'decide' is a" },
        { "{\"id\": \"remind\", \"type\"", "{\"id\": \"another\", \"type\"", "The activity 'remind' is missing." },
        { "\"times\": {\"typeName\": \"Int32\", ", "\"times\": {", "The input 'Times' of 'note' was dropped." },
        { "\"value\": 3", "\"value\": 4", "The input 'Times' of 'note' is '4', not '3'." },
        { "\"value\": \"long\"", "\"value\": \"short\"", "The input 'Kind' of 'remind' is 'short', not 'long'." },
        { "\"Postponed\"}, \"target\": {\"activity\": \"await\"", "\"Postponed\"}, \"target\": {\"activity\": \"end\"",
            "The connection from 'await' by 'Postponed' to 'end' is not written." },
        { "\"port\": \"No\"", "\"port\": \"Never\"", "The connection from 'decide' by 'No' to 'note' is missing." },
        { "\"type\": \"Elsa.Flowchart\"", "\"type\": \"Elsa.Sequence\"", "Its root is a Elsa.Sequence, not a flowchart." },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task GraphThatElsaHasOtherwise_IsSeen(string written, string otherwise, string difference)
    {
        var json = ConformanceFiles.Definition("loop");
        json.ShouldContain(written);
        await using var host = await HostAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var elsas = scope.ServiceProvider.GetRequiredService<IActivitySerializer>()
            .Deserialize<WorkflowDefinitionModel>(json.Replace(written, otherwise, StringComparison.Ordinal)).Root!;

        var found = TakenAsWritten.Differences(DefinitionReader.Read(json, Catalogue).Definition!, elsas).ToList();

        found.ShouldContain(line => line.StartsWith(difference, StringComparison.Ordinal), string.Join('\n', found));
    }

    [Fact]
    public async Task GraphThatElsaHasAsItIsWritten_HasNoDifference()
    {
        await using var host = await HostAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var serializer = scope.ServiceProvider.GetRequiredService<IActivitySerializer>();
        foreach (var name in ConformanceFiles.Definitions.Concat(ConformanceFiles.Shipped.Select(file => "workflows/" + file)))
        {
            var json = ConformanceFiles.Definition(name);
            TakenAsWritten.Differences(
                DefinitionReader.Read(json, Catalogue).Definition!,
                serializer.Deserialize<WorkflowDefinitionModel>(json).Root!).ShouldBeEmpty(name);
        }
    }

    /// <summary>A refused start leaves nothing running that nobody can end.</summary>
    [Fact]
    public async Task DefinitionThatElsaDoesNotHold_IsRefusedAtTheStart_AndElsaEnds()
    {
        using var logging = new Heard();
        var unheld = new StoredDefinition("unheld", 1, ConformanceFiles.Definition("loop"));

        var refused = await Should.ThrowAsync<ElsaRefusedDefinitionException>(() => HostAsync(Catalogue, logging, unheld));

        refused.Message.ShouldBe(
            "Elsa took version 1 of 'unheld' in otherwise than it is written: Elsa does not hold it.");
        logging.Lines.ShouldContain("Hosting stopped");
    }

    [Fact]
    public async Task RegistryOfElsa_HasThePortsAndInputsOfTheCatalogue()
    {
        await using var host = await HostAsync();
        var registry = host.Services.GetRequiredService<IActivityRegistry>();

        foreach (var type in ScriptedActivities.Descriptors)
        {
            var elsas = registry.Find(type.TypeName, 1).ShouldNotBeNull(type.TypeName);
            elsas.Ports.Select(port => port.Name).ShouldBe(type.Outcomes.Select(outcome => outcome.Name), type.TypeName);
            elsas.Inputs.Select(input => (input.Name, input.Type.Name)).ShouldBe(type.Inputs.Select(
                input => (input.Name, input.TypeName)), type.TypeName);
        }
    }

    /// <summary>In its default mode Elsa loses steps in silence: no step is run in it, and the instance is made anew.</summary>
    [Theory, EachDatabase]
    public async Task InstanceInAnotherMode_RunsNoStepInIt(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await BegunAsync(database);
        var instances = ElsaRows.Table(database, "WorkflowInstances");
        var inMode = $"""select count(*) from {instances} where "Data" like '%{TokenMode.Name}%'""";
        (await ElsaRows.CountAsync(database, inMode)).ShouldBe(1);
        await ElsaRows.ScalarAsync(
            database, $"""update {instances} set "Data" = replace("Data", '{TokenMode.Name}', 'CounterBased')""");

        await desk.SignalAsync("go", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.StepsAsync("case-1")).ShouldBe(["wait:Go", "note:Done"]);
        (await ElsaRows.CountAsync(database, inMode)).ShouldBe(1);
    }

    /// <summary>As a button <i>run</i> does; it would have no transaction.</summary>
    [Fact]
    public async Task ActivityThatElsaSetsOffByItself_Refuses()
    {
        await using var host = await HostAsync(
            new ActivityCatalogue(CaseActivities.All()), definitions: new StoredDefinition("case", 1, CaseActivities.Definition));
        await using var scope = host.Services.CreateAsyncScope();
        var client = await scope.ServiceProvider.GetRequiredService<IWorkflowRuntime>().CreateClientAsync("run-1", Token);

        var response = await client.CreateAndRunInstanceAsync(
            new CreateAndRunWorkflowInstanceRequest
            {
                WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId("case:1"),
            },
            Token);

        response.Incidents.ShouldHaveSingleItem().Message.ShouldStartWith(
            "'Test.Wait' changes a forum's cases and runs only inside the forum's own transaction");
        response.Bookmarks.ShouldBeEmpty();
    }

    /// <summary>A graph that was changed behind the forum's back does not get a case's history made to fit.</summary>
    [Theory, EachDatabase]
    public async Task HistoryThatDoesNotLeadElsaToWhereTheCaseStands_IsFaulted(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await BegunAsync(database);
        await desk.SignalAsync("go", "case-1", "Go");
        await ElsaRows.ScalarAsync(database, "update history set activity_id = 'remind' where activity_id = 'note'");
        await ElsaRows.DeleteAsync(database, "WorkflowInstances", "Id", "case-1");

        await desk.SignalAsync("go on", "case-1", "Go");
        await desk.DeliverAsync();

        (await desk.InstanceAsync("case-1")).Status.ShouldBe(InstanceStatus.Faulted);
        (await desk.InstanceAsync("case-1")).Fault.ShouldNotBeNull().ShouldContain("does not lead Elsa to 'note' as step 2");
    }

    private static async Task<CaseDesk> BegunAsync(TestDatabase database)
    {
        var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("case-1");
        await desk.DeliverAsync();
        return desk;
    }

    private Task<ElsaHost> HostAsync() => HostAsync(Catalogue);

    private async Task<ElsaHost> HostAsync(
        ActivityCatalogue catalogue, ILoggerFactory? logging = null, params StoredDefinition[] definitions)
    {
        var database = await databases.CreateAsync(DatabaseKind.Sqlite);
        var options = new RuntimeOptions { Database = DatabaseKind.Sqlite, ConnectionString = database.ConnectionString };
        return await ElsaHost.StartAsync(
            new ElsaParts(catalogue, options, TimeProvider.System, logging ?? NullLoggerFactory.Instance, definitions), Token);
    }

    private sealed class Heard : ILoggerFactory, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
            // Nothing but what is heard here.
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
