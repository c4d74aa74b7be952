namespace Workflow.Runtime.Aggregates;

/// <summary>One aggregate: its id, a version against lost updates, the record as JSON, and what is searched for.</summary>
internal abstract class AggregateRow<TState>
{
    public string Id { get; set; } = "";

    public int Version { get; set; }

    public string Data { get; set; } = "";

    /// <summary>Copies what is searched for out of the record.</summary>
    public abstract void Index(TState state);
}
