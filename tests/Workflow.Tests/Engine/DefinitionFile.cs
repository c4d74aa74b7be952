using System.Text.Json.Nodes;
using Workflow.Engine.Activities;
using Workflow.Engine.Definitions;

namespace Workflow.Tests.Engine;

/// <summary>A definition as JSON that a test may spoil, with the places a mistake can be planted at.</summary>
internal sealed class DefinitionFile(string json, ActivityCatalogue catalogue)
{
    public JsonObject Json { get; } = JsonNode.Parse(json)!.AsObject();

    public JsonObject Root => Json["root"]!.AsObject();

    public JsonArray Activities => Root["activities"]!.AsArray();

    public JsonArray Connections => Root["connections"]!.AsArray();

    public int Start => IndexOf(type => type == WorkflowDefinition.StartType);

    public int End => IndexOf(type => type == WorkflowDefinition.EndType);

    public int Wait => IndexOf(type => catalogue.Find(type)?.Descriptor.CanWait == true);

    public int Step => IndexOf(type => catalogue.Find(type)?.Descriptor.CanWait == false);

    public DefinitionReading Read() => DefinitionReader.Read(Json.ToJsonString(), catalogue);

    public JsonObject Activity(int index) => Activities[index]!.AsObject();

    public string Id(int index) => (string)Activity(index)["id"]!;

    public int EdgeFrom(int activity) => IndexOf(Connections, edge => (string)edge["source"]!["activity"]! == Id(activity));

    public JsonObject Source(int edge) => Connections[edge]!["source"]!.AsObject();

    public JsonObject Target(int edge) => Connections[edge]!["target"]!.AsObject();

    /// <returns>Index of the new connection.</returns>
    public int Connect(string source, string port, string target)
    {
        Connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        });
        return Connections.Count - 1;
    }

    /// <summary>Adds a copy of the waiting activity, every outcome of which leads to one target.</summary>
    /// <returns>Index of the new activity.</returns>
    public int AddWait(string id, string target)
    {
        var copy = Activity(Wait).DeepClone().AsObject();
        copy["id"] = id;
        Activities.Add(copy);
        foreach (var outcome in catalogue.Find((string)copy["type"]!)!.Descriptor.Outcomes)
            Connect(id, outcome.Name, target);
        return Activities.Count - 1;
    }

    /// <summary>The first input in the file that is asked for; null where the file has none.</summary>
    public (int Activity, string Name, JsonObject Value)? Input(Func<ActivityInput, bool> asked)
    {
        for (var i = 0; i < Activities.Count; i++)
        {
            var inputs = catalogue.Find((string)Activity(i)["type"]!)?.Descriptor.Inputs ?? [];
            foreach (var name in inputs.Where(asked).Select(input => char.ToLowerInvariant(input.Name[0]) + input.Name[1..]))
            {
                if (Activity(i)[name] is JsonObject value)
                    return (i, name, value);
            }
        }

        return null;
    }

    private int IndexOf(Func<string, bool> type) => IndexOf(Activities, activity => type((string)activity["type"]!));

    private static int IndexOf(JsonArray list, Func<JsonNode, bool> asked) =>
        list.Select((node, index) => (node, index)).First(pair => asked(pair.node!)).index;
}
