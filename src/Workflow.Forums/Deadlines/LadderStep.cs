namespace Workflow.Forums.Deadlines;

/// <summary>A rung of a body's ladder, counted from the day the answer is due.</summary>
/// <param name="Rung">Stable name, such as <c>reminder</c>, <c>due</c>, <c>overdue</c>, <c>deputy</c>,
/// <c>secretariat</c>.</param>
/// <param name="WorkingDays">Negative before, 0 on, positive after the due day.</param>
/// <param name="To">Role: approver, deputy, chair or secretariat.</param>
public sealed record LadderStep(string Rung, int WorkingDays, string To, RungEffect Effect)
{
    /// <summary>
    /// Only reminds whoever owes the answer, before it is overdue: may wait for the bundle of the day, and is of no use once
    /// its moment has passed. Anything else escalates, and is neither bundled nor left out.
    /// </summary>
    public bool IsReminder() => Effect == RungEffect.Inform && WorkingDays <= 0 && To == "approver";

    /// <summary>Ends the request: after it no answer counts any more.</summary>
    public bool TakesTheAnswerAway() => Effect is RungEffect.PassBySilence or RungEffect.Pull;
}

public enum RungEffect
{
    Inform,
    HandOver,
    PassBySilence,
    Pull,
}
