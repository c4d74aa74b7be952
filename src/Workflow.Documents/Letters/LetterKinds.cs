namespace Workflow.Documents.Letters;

/// <summary>Stable names of the letters; each has a template per language.</summary>
public static class LetterKinds
{
    public const string Call = "call";
    public const string Invitation = "invitation";
    public const string Moved = "moved";
    public const string Cancellation = "cancellation";
    public const string HearingNotice = "hearingNotice";
    public const string Reminder = "reminder";
    public const string ApprovalRequest = "approvalRequest";
    public const string Escalation = "escalation";
    public const string HandOver = "handOver";
    public const string Outcome = "outcome";
    public const string SecretariatTask = "task";
    public const string MinutesPublished = "minutesPublished";
    public const string Withdrawn = "withdrawn";
    public const string Reminders = "reminders";
    public const string Rejected = "rejected";
    public const string LateAnswer = "lateAnswer";
    public const string Receipt = "receipt";
    public const string Slot = "slot";
    public const string SlotCancelled = "slotCancelled";

    public static IReadOnlyList<string> All { get; } =
    [
        Call, Invitation, Moved, Cancellation, HearingNotice, Reminder, ApprovalRequest, Escalation, HandOver, Outcome,
        SecretariatTask, MinutesPublished, Withdrawn, Reminders, Rejected, LateAnswer, Receipt, Slot, SlotCancelled,
    ];
}
