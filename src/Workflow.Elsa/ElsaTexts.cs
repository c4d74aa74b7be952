using Workflow.Engine.Instances;

namespace Workflow.OnElsa;

/// <summary>What an operator reads of a fault on Elsa: what, where, what to do.</summary>
internal static class ElsaTexts
{
    public static string NoBookmark(InstanceState state) =>
        $"Elsa does not wait for what instance '{state.InstanceId}' waits for at '{state.ActivityId}', also after it was made "
        + "anew from its history. Compare the definition with the stored one, then retry.";

    public static string TooManySteps(string instanceId, string activityId) =>
        $"Instance '{instanceId}' ran more than {Burst.MaxSteps} steps without waiting, last at '{activityId}'.";

    public static string OutOfStep(string instanceId, string activityId, int step, int expected) =>
        $"Elsa ran '{activityId}' of instance '{instanceId}' as step {step}, but step {expected} is the next. "
        + "Nothing was kept; retry.";

    public static string WaitsForNothing(string type) => $"'{type}' waits for no signal at all, so nothing could resume it.";

    public static string UndeclaredOutcome(string type, string outcome) =>
        $"'{type}' ended with '{outcome}', which it does not declare.";

    public static string UndeclaredWait(string type, string signal) =>
        $"'{type}' waits for '{signal}', which it does not declare.";

    public static string NoAnswer(string instanceId) =>
        $"Elsa gave no answer for instance '{instanceId}'. Nothing was kept; retry.";

    public static string Incident(string instanceId, string activityId, string message) =>
        $"Elsa reported an incident at '{activityId}' of instance '{instanceId}': {message} Nothing was kept; retry.";

    public static string Stopped(string instanceId, string? activityId, string subStatus) =>
        $"Elsa stopped instance '{instanceId}' after '{activityId}' ({subStatus}) without a wait and without its end. "
        + "Nothing was kept.";

    public static string Diverged(string instanceId, int step, string activityId) =>
        $"The history of instance '{instanceId}' does not lead Elsa to '{activityId}' as step {step}. "
        + "The definition stored under this version is not the one it ran on.";

    public static string TransactionLost(string instanceId) =>
        $"The connection broke while Elsa ran instance '{instanceId}'. Nothing was kept; it is run again by itself.";

    public static string LockedElsewhere(string name) =>
        $"Another session of the database holds Elsa's lock '{name}'. Nothing was kept; it is run again by itself.";

    public static string NotOurs(string type) =>
        $"'{type}' changes a forum's cases and runs only inside the forum's own transaction: raise a signal through the service, "
        + "not through Elsa.";

    public static string WrongMode(string type) =>
        $"'{type}' runs only in Elsa's token mode; start the instance through the service, "
        + "or set Flowchart:ExecutionMode to TokenBased.";
}
