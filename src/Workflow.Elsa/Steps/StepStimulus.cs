namespace Workflow.OnElsa.Steps;

/// <summary>What a bookmark waits for. Strings only: the hash is of its JSON, made on both sides.</summary>
internal sealed record StepStimulus(string InstanceId, string Signal);
