using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Management.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.IntegrationTests.Conformance;
using Workflow.IntegrationTests.Databases;
using Workflow.OnElsa.Hosting;
using Workflow.Runtime;
using Xunit;

namespace Workflow.OnElsa.Tests;

/// <summary>What Elsa makes of the files that our reader refuses. <c>WORKFLOW_RECORD_VECTORS=1</c> writes it down anew.</summary>
public sealed class BrokenFilesTests(TestDatabases databases)
{
    private static readonly string[] Bookkeeping = ["id", "nodeId", "type", "version", "name", "metadata", "customProperties"];

    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Elsa_MakesOfEachBrokenFile_WhatIsRecorded()
    {
        var path = ConformanceFiles.BrokenOnElsa;
        var found = await TryAsync(ConformanceFiles.BrokenFiles, ConformanceFiles.BrokenFile);
        if (Environment.GetEnvironmentVariable("WORKFLOW_RECORD_VECTORS") == "1")
            await File.WriteAllTextAsync(
                path, JsonSerializer.Serialize(found, Written) + "\n", TestContext.Current.CancellationToken);

        found.ShouldBe(JsonSerializer.Deserialize<SortedDictionary<string, string>>(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!);
    }

    [Fact]
    public async Task Elsa_TakesEveryAcceptedFile_Whole()
    {
        var names = ConformanceFiles.Definitions.Concat(ConformanceFiles.Shipped.Select(name => "workflows/" + name)).ToList();

        var found = await TryAsync(names, ConformanceFiles.Definition);

        found.Where(file => file.Value != "takes it").ShouldBeEmpty();
        found.Count.ShouldBeGreaterThan(10);
    }

    private async Task<SortedDictionary<string, string>> TryAsync(IEnumerable<string> names, Func<string, string> read)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Sqlite);
        var options = new RuntimeOptions { Database = DatabaseKind.Sqlite, ConnectionString = database.ConnectionString };
        var catalogue = new ActivityCatalogue(
            ScriptedActivities.Descriptors.Select(descriptor => new ScriptedActivity(descriptor, null!)));
        await using var host = await ElsaHost.StartAsync(
            new ElsaParts(catalogue, options, TimeProvider.System, NullLoggerFactory.Instance, []),
            TestContext.Current.CancellationToken);
        await using var scope = host.Services.CreateAsyncScope();
        var serializer = scope.ServiceProvider.GetRequiredService<IActivitySerializer>();
        return new(names.ToDictionary(name => name, name => Take(serializer, read(name))), StringComparer.Ordinal);
    }

    private static string Take(IActivitySerializer serializer, string json)
    {
        try
        {
            var root = serializer.Deserialize<WorkflowDefinitionModel>(json).Root;
            return root is Flowchart flowchart
                ? Compare(JsonNode.Parse(json)!["root"]!, flowchart)
                : $"takes its root for a {root?.GetType().Name}";
        }
        catch (Exception exception)
        {
            // The rim of what is watched: whatever it is, it is the answer.
            return $"does not load it: {exception.GetType().Name}";
        }
    }

    private static string Compare(JsonNode written, Flowchart taken)
    {
        var activities = written["activities"]!.AsArray();
        var inputs = activities.Sum(activity => activity!.AsObject().Count(member => !Bookkeeping.Contains(member.Key)));
        string?[] differences =
        [
            Difference("activities", activities.Count, taken.Activities.Count),
            Difference("activities that it knows", activities.Count,
                taken.Activities.Count(activity => activity is not NotFoundActivity)),
            Difference("inputs", inputs, taken.Activities.OfType<Activity>()
                .Sum(activity => activity.SyntheticProperties.Count(pair => pair.Value is not null))),
            Difference("connections", written["connections"]!.AsArray().Count, taken.Connections.Count),
        ];
        return string.Join("; ", differences.OfType<string>().Prepend("takes it"));
    }

    private static string? Difference(string what, int written, int taken) =>
        written == taken ? null : $"{taken} of {written} {what}";
}
