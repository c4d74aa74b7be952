namespace Workflow.Engine.Instances;

/// <summary>A completed step: which activity ended with which outcome, and why. Start and End leave none.</summary>
public sealed record HistoryEntry(int Step, string ActivityId, string ActivityType, string Outcome, string Reason);

/// <summary>What one burst did: the state after it and the steps completed in it, in order.</summary>
public sealed record BurstResult(InstanceState State, IReadOnlyList<HistoryEntry> History);
