using System.Text.Json.Nodes;
using Shouldly;
using Workflow.Activities.Replay;
using Xunit;

namespace Workflow.IntegrationTests.Replay;

/// <summary>What happens stands in the lifecycles' files: change a copy, and the replay changes just so.</summary>
public sealed class FilesDriveTests
{
    [Fact]
    public async Task Replay_WithoutTheReminder_LacksItAndNothingElse()
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies("nextMeeting"));
        var before = await inputs.PlayAsync();
        inputs.Edit("consultation.json", (activities, connections) =>
        {
            Target(connections, "await", "ReminderDue")["activity"] = "await";
            Remove(connections, connection => Source(connection, "remind"));
            Remove(activities, activity => (string?)activity["id"] == "remind");
        });

        var after = await inputs.PlayAsync();

        Lines(after).Except(Lines(before)).ShouldBeEmpty();
        var gone = Missing(before, after);
        gone.ShouldContain(entry => entry.Kind == "reminder");
        gone.ShouldAllBe(entry => entry.Subject.StartsWith("consultation.", StringComparison.Ordinal));
        gone.Select(entry => entry.At).Distinct().Count().ShouldBe(1);
        var letters = Kinds(before).Except(Kinds(after)).ToList();
        letters.ShouldNotBeEmpty();
        letters.ShouldAllBe(kind => kind.StartsWith("reminder ", StringComparison.Ordinal));
        Kinds(after).Except(Kinds(before)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Replay_WithTheSecretariatToldBeforeEveryRung_TellsItAndChangesNothingElse()
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        var before = await inputs.PlayAsync();
        inputs.Edit("approval.json", (activities, connections) =>
        {
            activities.Add(JsonNode.Parse("""
                {"id": "tell", "type": "Forum.InformRole", "version": 1,
                 "role": {"typeName": "String", "expression": {"type": "Literal", "value": "secretariat"}}}
                """));
            Target(connections, "await", "RungDue")["activity"] = "tell";
            connections.Add(JsonNode.Parse("""
                {"source": {"activity": "tell", "port": "Done"}, "target": {"activity": "escalate", "port": "In"}}
                """));
        });

        var after = await inputs.PlayAsync();

        Missing(before, after).ShouldBeEmpty();
        var added = Missing(after, before).Where(entry => entry.Kind != "step").ToList();
        added.ShouldAllBe(entry => entry.Kind == "escalated" && entry.Text.Contains("Sekretariat", StringComparison.Ordinal));
        var rungs = before.Of(
            "approval.").Where(entry => entry.Kind is "reminder" or "escalated").Select(entry => (entry.At, entry.Subject));
        added.Select(entry => (entry.At, entry.Subject)).ShouldBe(rungs);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("serve")]
    public async Task Start_OneConnectionRemoved_IsRefusedNamingThePlace(string command)
    {
        using var inputs = new ReplayInputs(HarbourPapers.Small, HarbourPapers.Bodies());
        inputs.Edit("approval.json", (_, connections) => Remove(connections, connection => Source(connection, "record")));
        var output = inputs.NewOutput();
        string[] arguments = command == "replay"
            ? inputs.Replay(output)
            : ["serve", "--bodies", inputs.BodiesFolder, "--workflows", inputs.WorkflowsFolder, "--database", output + ".db"];

        var (code, _, error) = await HostProcess.RunAsync(arguments);

        code.ShouldBe(1, error);
        error.ShouldContain("approval.json");
        error.ShouldContain("$.root.activities[4]");
    }

    private static JsonNode Target(JsonArray connections, string activity, string port) => connections
        .Single(connection => Source(connection!, activity) && (string?)connection!["source"]!["port"] == port)!["target"]!;

    private static bool Source(JsonNode connection, string activity) => (string?)connection["source"]!["activity"] == activity;

    private static void Remove(JsonArray nodes, Func<JsonNode, bool> which)
    {
        foreach (var node in nodes.Where(node => which(node!)).ToList())
            nodes.Remove(node);
    }

    /// <summary>What stands in the one timeline more often than in the other, in order.</summary>
    private static List<TimelineEvent> Missing(Replayed from, Replayed to)
    {
        var left = to.Timeline.ToList();
        return [.. from.Timeline.Where(entry => !left.Remove(entry))];
    }

    private static IEnumerable<string> Lines(Replayed replayed) => replayed.Timeline.Select(entry => entry.ToString());

    private static IEnumerable<string> Kinds(Replayed replayed) =>
        replayed.Report.Mails.Select(mail => $"{mail.Kind} {mail.MessageId}");
}
