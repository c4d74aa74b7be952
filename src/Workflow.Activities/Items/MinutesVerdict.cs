using Workflow.Activities.Kernel;
using Workflow.Engine.Activities;
using Workflow.Forums.Decisions;
using Workflow.Forums.Items;
using Workflow.Forums.Meetings;
using Workflow.Forums.Wording;
using Workflow.Runtime;

namespace Workflow.Activities.Items;

/// <summary>What a body said to the minutes of its last meeting.</summary>
internal enum MinutesAnswer
{
    /// <summary>The item comes back, and the minutes go on waiting for it.</summary>
    NotYet,
    Approved,

    /// <summary>Approved once a change is written in: never published without it.</summary>
    Amended,
    Rejected,
}

/// <summary>The item in which a body approves the minutes of its last meeting answers for those minutes.</summary>
internal static class MinutesVerdict
{
    public const string Answer = "approved";
    public const string Wording = "wording";

    public static MinutesAnswer Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Postponed or DecisionOutcome.SentToHearing => MinutesAnswer.NotYet,
        DecisionOutcome.Rejected or DecisionOutcome.PartlyApproved => MinutesAnswer.Rejected,
        DecisionOutcome.ReturnedForWork or DecisionOutcome.Withdrawn => MinutesAnswer.Rejected,
        DecisionOutcome.ApprovedWithAmendment => MinutesAnswer.Amended,
        _ => MinutesAnswer.Approved,
    };

    /// <summary>As written in a signal, also by former versions of the program.</summary>
    public static MinutesAnswer Read(Signal signal) => signal.Data.GetValueOrDefault(Answer) switch
    {
        "true" => MinutesAnswer.Approved,
        "amended" => MinutesAnswer.Amended,
        _ => MinutesAnswer.Rejected,
    };

    /// <summary>
    /// Does nothing for any other item, nor where the minutes no longer wait for it: an item that goes on to another body
    /// is decided there once more.
    /// </summary>
    /// <param name="wording">The decision as recorded; null where there is none.</param>
    public static async Task TellAsync(
        ForumSession session, Item item, MinutesAnswer answer, string? wording, CancellationToken cancellationToken)
    {
        if (item is not { Standing: StandingItem.ApproveMinutes, AboutMeetingId: { } about } || answer == MinutesAnswer.NotYet)
            return;
        if (await session.Meetings.FindAsync(
            about, cancellationToken).ConfigureAwait(false) is not { State: MeetingState.MinutesInApproval })
            return;
        session.Raise(about, new Signal(Signals.MinutesDecided)
        {
            Data = new Dictionary<string, string>
            {
                [Answer] = Spelled(answer),
                ["item"] = item.Id,
                [Wording] = Fences.Open(wording ?? ""),
            },
        });
    }

    private static string Spelled(MinutesAnswer answer) => answer switch
    {
        MinutesAnswer.Approved => "true",
        MinutesAnswer.Amended => "amended",
        _ => "false",
    };
}
