using Workflow.Forums;
using Workflow.Runtime;
using Workflow.Simulation.World;

namespace Workflow.Simulation.Acts;

/// <summary>Why somebody does something.</summary>
internal enum Motive
{
    /// <summary>Somebody should: things would stand still without it.</summary>
    Duty,

    /// <summary>It happens: a meeting is moved, an item withdrawn.</summary>
    Chance,

    /// <summary>Nobody may: the product has to refuse it.</summary>
    Mischief,
}

/// <summary>Something a person may do now.</summary>
/// <param name="Weight">How likely, next to the others.</param>
/// <param name="Do">With the command id.</param>
internal sealed record Act(Motive Motive, double Weight, string Name, Func<ForumProcess, string, Task<Answer>> Do);

/// <param name="Code">Of the refusal; null where it was accepted.</param>
/// <param name="Result">As JSON.</param>
internal sealed record Answer(string? Code, string Result)
{
    public bool IsAccepted => Code is null;

    public static async Task<Answer> OfAsync<T>(Task<Ruling<T>> ruling)
    {
        var answer = await ruling.ConfigureAwait(false);
        return answer.IsAccepted ? new Answer(null, ForumJson.Write(answer.Value)) : new Answer(answer.Refusal.Code, "");
    }
}
