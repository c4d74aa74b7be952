namespace Workflow.Forums.Bodies;

/// <summary>A body with the rules of one version: those in force on a day, or those a case began with.</summary>
public static class BodyRules
{
    /// <summary>With the rules that are in force on the local day.</summary>
    public static Body On(this Body body, DateOnly day) => With(body, change => change.From <= day);

    /// <summary>With the rules that a case remembers.</summary>
    /// <param name="rulesFrom">Null for those the body began with.</param>
    /// <exception cref="UnknownRulesException">The body's file has no such version any more.</exception>
    public static Body Under(this Body body, DateOnly? rulesFrom)
    {
        if (rulesFrom is { } from && !body.Rules.Any(change => change.From == from))
            throw new UnknownRulesException(body.Id, from);
        return With(body, change => change.From <= rulesFrom);
    }

    /// <summary>Which version this body has; to be remembered by what begins under it. Null for the first.</summary>
    public static DateOnly? RulesFrom(this Body body) => body.InForceFrom;

    private static Body With(Body body, Func<RuleChange, bool> counts) =>
        body.Rules.Where(counts).OrderBy(change => change.From).Aggregate(body, Apply);

    private static Body Apply(Body body, RuleChange change) => body with
    {
        InForceFrom = change.From,
        WorkingDays = change.WorkingDays ?? body.WorkingDays,
        Meetings = change.Meetings ?? body.Meetings,
        ExtraordinaryMeetings = change.ExtraordinaryMeetings ?? body.ExtraordinaryMeetings,
        AgendaApproval = change.AgendaApproval ?? body.AgendaApproval,
        MinutesApproval = change.MinutesApproval ?? body.MinutesApproval,
        Approvals = change.Approvals ?? body.Approvals,
        MinutesApprovedAt = change.MinutesApprovedAt ?? body.MinutesApprovedAt,
        AmendedMinutes = change.AmendedMinutes ?? body.AmendedMinutes,
        Ladder = change.Ladder ?? body.Ladder,
        SilenceRule = change.SilenceRule ?? body.SilenceRule,
        ItemConsultation = change.ItemConsultation ?? body.ItemConsultation,
        ItemApproval = change.ItemApproval ?? body.ItemApproval,
        Routes = change.Routes ?? body.Routes,
    };
}

/// <summary>A stored case names rules that the body's file does not hold any more.</summary>
public sealed class UnknownRulesException(string bodyId, DateOnly from)
    : InvalidOperationException(
        $"The file of the body '{bodyId}' has no rules from {from:yyyy-MM-dd} any more; put them back: a case runs by them.");
