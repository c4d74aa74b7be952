namespace Workflow.Forums.Deadlines;

/// <summary>A rung of a body's ladder, counted from the day the answer is due.</summary>
/// <param name="Rung">Stable name, such as <c>reminder</c>, <c>due</c>, <c>overdue</c>, <c>deputy</c>, <c>secretariat</c>.</param>
/// <param name="WorkingDays">Negative before, 0 on, positive after the due day.</param>
/// <param name="To">Role: approver, deputy, chair or secretariat.</param>
public sealed record LadderStep(string Rung, int WorkingDays, string To, RungEffect Effect);

public enum RungEffect
{
    Inform,
    HandOver,
    PassBySilence,
    Pull,
}
