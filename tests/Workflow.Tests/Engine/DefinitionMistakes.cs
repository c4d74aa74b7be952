using System.Text.Json.Nodes;
using Workflow.Engine.Activities;

namespace Workflow.Tests.Engine;

/// <summary>
/// Every mistake a definition can hold, ready to be planted alone in any valid file that has a wait and a loop.
/// </summary>
internal static class DefinitionMistakes
{
    public static IReadOnlyList<PlantedMistake> All { get; } = [
        .. Heads(), .. Settings(), .. Activities(), .. Inputs(), .. Connections(), .. Graphs()];

    public static PlantedMistake Find(string name) => All.Single(mistake => mistake.Name == name);

    private static IEnumerable<PlantedMistake> Heads() =>
    [
        new("no id", "missing-id", file => Removed(file.Json, "id", "$")),
        new("no definition id", "missing-definition-id", file => Removed(file.Json, "definitionId", "$")),
        new("no version", "missing-version", file => Removed(file.Json, "version", "$")),
        new("version zero", "wrong-type", file => Set(file.Json, "version", 0, "$")),
        new("version as text", "wrong-type", file => Set(file.Json, "version", "1", "$")),
        new("empty name", "wrong-type", file => Set(file.Json, "name", "", "$")),
        new("no root", "missing-root", file => Removed(file.Json, "root", "$")),
        new("no id of the root", "missing-id", file => Removed(file.Root, "id", "$.root")),
        new("no type of the root", "missing-type", file => Removed(file.Root, "type", "$.root")),
        new("another root", "root-type", file => Set(file.Root, "type", "Elsa.Sequence", "$.root")),
        new("activities that are no list", "wrong-type", file => Set(file.Root, "activities", "none", "$.root")),
        new("variables", "variables", file => Set(file.Json, "variables", Something(), "$")),
        new("variables of the root", "variables", file => Set(file.Root, "variables", Something(), "$.root")),
        new("inputs", "inputs", file => Set(file.Json, "inputs", Something(), "$")),
        new("outputs", "outputs", file => Set(file.Json, "outputs", Something(), "$")),
        new("outcomes", "outcomes", file => Set(file.Json, "outcomes", Something(), "$")),
        new("unknown member", "unknown-member", file => Set(file.Json, "verison", 1, "$")),
        new("unknown member of the root", "unknown-member", file => Set(file.Root, "start", "begin", "$.root")),
        new("merge mode of the root", "merge-mode", file => MergeMode(file.Root, "$.root")),
    ];

    private static IEnumerable<PlantedMistake> Settings() =>
    [
        new("another tenant", "elsa-setting", file => Set(file.Json, "tenantId", "north", "$")),
        new("an option of Elsa", "elsa-setting", file =>
        {
            file.Json["options"] =
                new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidents", ["usableAsActivity"] = false };
            return "$.options.incidentStrategyType";
        }),
        new("a published that is a text", "wrong-type", file => Set(file.Json, "isPublished", "yes", "$")),
        new("a day that is none", "wrong-type", file => Set(file.Json, "createdAt", "some day", "$")),
        new("a tool's version that is none", "wrong-type", file => Set(file.Json, "toolVersion", "new", "$")),
        new("a background step", "elsa-setting",
            file => Custom(file.Activity(file.Step), "runAsynchronously", true, At(file.Step))),
        new("a background step, capitalised", "elsa-setting",
            file => Custom(file.Activity(file.Step), "RunAsynchronously", true, At(file.Step))),
        new("a second way in", "elsa-setting", file => Custom(file.Activity(file.Wait), "canStartWorkflow", true, At(file.Wait))),
        new("a commit of its own", "elsa-setting",
            file => Custom(file.Activity(file.Wait), "commitStrategyName", "Always", At(file.Wait))),
        new("hidden connections", "elsa-setting", file => Custom(
            file.Root, "notFoundConnections", new JsonArray(file.Connections[0]!.DeepClone()), "$.root")),
        new("a step's version that is a text", "wrong-type",
            file => Set(file.Activity(file.Step), "version", "1", At(file.Step))),
        new("metadata that is a list", "wrong-type",
            file => Set(file.Activity(file.Step), "metadata", Something(), At(file.Step))),
        new("properties that are a wrapped list", "wrong-type", file => Set(
            file.Activity(file.Step), "customProperties",
            new JsonObject { ["_type"] = "List", ["items"] = Something() }, At(file.Step))),
        new("a former format of connections", "unknown-member",
            file => Set(file.Connections[0]!.AsObject(), "sourcePort", "Done", Path(0))),
        new("a port's colour", "unknown-member", file => Set(file.Source(0), "colour", "red", Source(0))),
        new("bends that are none", "wrong-type", file => Set(file.Connections[0]!.AsObject(), "vertices", "bent", Path(0))),
        new("the root's id", "duplicate-id", file =>
        {
            file.Root["id"] = file.Id(file.Wait);
            return At(file.Wait) + ".id";
        }),
    ];

    private static IEnumerable<PlantedMistake> Activities() =>
    [
        new("no id of an activity", "missing-id", file => Removed(file.Activity(file.Step), "id", At(file.Step))),
        new("no type of an activity", "missing-type", file => Removed(file.Activity(file.Step), "type", At(file.Step))),
        new("an id twice", "duplicate-id", file =>
        {
            file.Activities.Add(file.Activity(file.Wait).DeepClone());
            return At(file.Activities.Count - 1) + ".id";
        }),
        new("an activity that is a text", "wrong-type", file =>
        {
            file.Activities.Add("begin");
            return At(file.Activities.Count - 1);
        }),
        new("misspelt activity", "unknown-activity", file => Misspelt(file, file.Step)),
        new("misspelt waiting activity", "unknown-activity", file => Misspelt(file, file.Wait)),
        new("a join", "flow-join", file => Set(file.Activity(file.Step), "type", "Elsa.FlowJoin", At(file.Step))),
        new("merge mode", "merge-mode", file => MergeMode(file.Activity(file.Wait), At(file.Wait))),
        new("no start", "no-start", file =>
        {
            file.Connections.RemoveAt(file.EdgeFrom(file.Start));
            file.Activities.RemoveAt(file.Start);
            return "$.root.activities";
        }),
        new("two starts", "two-starts", file =>
        {
            file.Activities.Add(new JsonObject { ["id"] = "second", ["type"] = "Elsa.Start" });
            file.Connect("second", "Done", file.Id(file.Wait));
            return At(file.Activities.Count - 1) + ".type";
        }),
        new("no end", "no-end", file =>
        {
            foreach (var end in file.Activities.Where(activity => (string)activity!["type"]! == "Elsa.End").ToList())
            {
                file.Activities.Remove(end);
                file.AddWait((string)end!["id"]!, (string)end["id"]!);
            }

            return "$.root.activities";
        }),
    ];

    private static IEnumerable<PlantedMistake> Inputs() =>
    [
        new("unknown input", "unknown-input", file => Set(file.Activity(file.Wait), "colour", Literal("red"), At(file.Wait))),
        new("input of a start", "unknown-input",
            file => Set(file.Activity(file.Start), "colour", Literal("red"), At(file.Start))),
        new("no required input", "missing-input", file => file.Input(input => input.Required) is var (activity, name, _)
            ? Removed(file.Activity(activity), name, At(activity)) : null),
        new("bare value as input", "untyped-input", file => file.Input(_ => true) is var (activity, name, _)
            ? Set(file.Activity(activity), name, "bare", At(activity)) : null),
        new("untyped input", "untyped-input", file => Spoil(file, _ => true, "", input => input.Remove("typeName"))),
        new("input of another type", "wrong-input-type",
            file => Spoil(file, _ => true, ".typeName", input => input["typeName"] = "Object")),
        new("input without expression", "missing-expression",
            file => Spoil(file, _ => true, ".expression", input => input.Remove("expression"))),
        new("wrapped input", "unknown-member", file => Spoil(file, _ => true, "._type", input => input["_type"] = "List")),
        new("expression with more", "unknown-member", file => Spoil(
            file, _ => true, ".expression.language", input => input["expression"]!["language"] = "da")),
        new("script", "not-literal",
            file => Spoil(file, _ => true, ".expression.type", input => input["expression"]!["type"] = "JavaScript")),
        new("variable as input", "not-literal",
            file => Spoil(file, _ => true, ".expression.type", input => input["expression"]!["type"] = "Variable")),
        new("value of another type", "wrong-value",
            file => Spoil(file, _ => true, ".expression.value", input => input["expression"]!["value"] = 1.5)),
        new("text for a number", "wrong-value", file => Spoil(
            file, input => input.TypeName == "Int32", ".expression.value", input => input["expression"]!["value"] = "many")),
        new("value that is not allowed", "value-not-allowed", file => Spoil(
            file, input => input.Allowed.Count > 0, ".expression.value", input => input["expression"]!["value"] = "nonsense")),
    ];

    private static IEnumerable<PlantedMistake> Connections() =>
    [
        new("outcome that leads nowhere", "outcome-not-connected", file =>
        {
            file.Connections.RemoveAt(file.EdgeFrom(file.Wait));
            return At(file.Wait);
        }),
        new("start that leads nowhere", "outcome-not-connected", file =>
        {
            file.Connections.RemoveAt(file.EdgeFrom(file.Start));
            return At(file.Start);
        }),
        new("unknown outcome", "unknown-port",
            file => Edge(file, file.Wait, edge => Set(file.Source(edge), "port", "Nowhere", Source(edge)))),
        new("unknown port of the target", "unknown-port",
            file => Edge(file, file.Wait, edge => Set(file.Target(edge), "port", "Out", Target(edge)))),
        new("no source port", "missing-port",
            file => Edge(file, file.Start, edge => Removed(file.Source(edge), "port", Source(edge)))),
        new("no target port", "missing-port",
            file => Edge(file, file.Wait, edge => Removed(file.Target(edge), "port", Target(edge)))),
        new("no target activity", "missing-activity",
            file => Edge(file, file.Wait, edge => Removed(file.Target(edge), "activity", Target(edge)))),
        new("no source", "missing-source",
            file => Edge(file, file.Wait, edge => Removed(file.Connections[edge]!.AsObject(), "source", Path(edge)))),
        new("no target", "missing-target",
            file => Edge(file, file.Wait, edge => Removed(file.Connections[edge]!.AsObject(), "target", Path(edge)))),
        new("edge to an unknown activity", "unknown-target",
            file => Edge(file, file.Wait, edge => Set(file.Target(edge), "activity", "ghost", Target(edge)))),
        new("edge from an unknown activity", "unknown-source",
            file => $"{Source(file.Connect("ghost", "Done", file.Id(file.Wait)))}.activity"),
        new("fork", "fork", file => Edge(file, file.Step, edge =>
            $"{Source(file.Connect(file.Id(file.Step), (string)file.Source(edge)["port"]!, file.Id(file.Wait)))}.port")),
        new("edge out of an end", "edge-out-of-end",
            file => $"{Source(file.Connect(file.Id(file.End), "Done", file.Id(file.Wait)))}.activity"),
        new("edge into the start", "edge-into-start",
            file => Edge(file, file.Wait, edge => Set(file.Target(edge), "activity", file.Id(file.Start), Target(edge)))),
    ];

    private static IEnumerable<PlantedMistake> Graphs() =>
    [
        new("island", "unreachable", file => At(file.AddWait("island", file.Id(file.End)))),
        new("trap", "no-way-to-end", file => Edge(file, file.Step, edge =>
        {
            var trap = file.AddWait("trap", "trap");
            file.Target(edge)["activity"] = "trap";
            return At(trap);
        })),
        new("loop that never waits", "cycle-without-wait", file => Edge(file, file.Step, edge =>
        {
            file.Target(edge)["activity"] = file.Id(file.Step);
            return At(file.Step);
        })),
    ];

    private static string At(int activity) => $"$.root.activities[{activity}]";

    private static string Path(int edge) => $"$.root.connections[{edge}]";

    private static string Source(int edge) => Path(edge) + ".source";

    private static string Target(int edge) => Path(edge) + ".target";

    private static string? Edge(DefinitionFile file, int from, Func<int, string?> plant) => plant(file.EdgeFrom(from));

    private static string Set(JsonObject owner, string member, JsonNode value, string path)
    {
        owner[member] = value;
        return $"{path}.{member}";
    }

    private static string Removed(JsonObject owner, string member, string path)
    {
        owner.Remove(member);
        return $"{path}.{member}";
    }

    private static string Misspelt(DefinitionFile file, int activity) =>
        Set(file.Activity(activity), "type", (string)file.Activity(activity)["type"]! + "s", At(activity));

    private static string MergeMode(JsonObject owner, string path) => Custom(owner, "mergeMode", "Merge", path);

    private static string Custom(JsonObject owner, string name, JsonNode value, string path)
    {
        owner["customProperties"] = new JsonObject { [name] = value };
        return $"{path}.customProperties.{name}";
    }

    private static string? Spoil(DefinitionFile file, Func<ActivityInput, bool> asked, string place, Action<JsonObject> spoil)
    {
        if (file.Input(asked) is not var (activity, name, input))
            return null;
        spoil(input);
        return $"{At(activity)}.{name}{place}";
    }

    private static JsonArray Something() => [new JsonObject { ["name"] = "Title" }];

    private static JsonObject Literal(string value) => new()
    {
        ["typeName"] = "String",
        ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value },
    };
}
