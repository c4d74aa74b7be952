using Workflow.Documents.Letters;
using Workflow.Forums.Approvals;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.FollowUps;
using Workflow.Forums.Items;
using Workflow.Forums.Letters;
using Workflow.Forums.Links;
using Workflow.Forums.Meetings;
using Workflow.Forums.Routing;

namespace Workflow.Tests.Documents;

/// <summary>One letter of every kind, with the same text in every free field.</summary>
internal static class SampleLetters
{
    public static LetterWriter Writer { get; } = new(new LetterOptions());

    public static Approval Approval(string text) => new()
    {
        Id = "a-1",
        Kind = ApprovalKind.Agenda,
        AboutId = "m-12",
        BodyId = SamplePapers.Body.Id,
        Title = text,
        ContentHash = "0123456789abcdef0123456789abcdef",
        Rule = ApprovalRule.AnyOne,
        Approvers = [new("p-1", text, "chair")],
        AskedAt = SamplePapers.At,
        DueDay = new DateOnly(2023, 8, 31),
        Ladder = [new LadderStep("due", 0, "approver", RungEffect.Inform)],
        Levels = [new ApprovalLevel(["chair"]), new ApprovalLevel(["secretariat"])],
        Change = text,
        VoidedIds = ["p-1"],
    };

    public static Consultation Consultation(string text) => new()
    {
        Id = "c-1",
        Kind = ConsultationKind.Minutes,
        BodyId = SamplePapers.Body.Id,
        AboutId = "m-12",
        Title = text,
        Question = text,
        DocumentHash = "fedcba9876543210",
        OpensAt = SamplePapers.At,
        Deadline = new DateTimeOffset(2023, 9, 1, 10, 0, 0, TimeSpan.Zero),
        SilenceRule = text,
        Parties = [],
    };

    public static SecretariatTask Chore(string text) => new()
    {
        Id = "t-1",
        Kind = "writeRecommendation",
        AboutId = "i-1",
        BodyId = SamplePapers.Body.Id,
        ItemNumber = "7",
        Text = text,
        Due = new DateTimeOffset(2023, 8, 24, 22, 0, 0, TimeSpan.Zero),
    };

    public static ItemOutcome Outcome(string text) => new(
        "t-0a1",
        "7",
        text,
        text,
        new RouteRuling(RouteKind.Referred, "recommended-refers", text)
        {
            ToBody = "Fjordby Politiske Råd",
            ToDate = new DateOnly(2023, 9, 13)
        });

    public static IReadOnlyList<Letter> All(Envelope to, string text)
    {
        var meeting = Meeting(text);
        var duty = Duty.Of(Approval(text), "deputy", onBehalfOf: text);
        return
        [
            Writer.Call(to, meeting, SamplePapers.At.AddDays(9)),
            Writer.Invitation(to, meeting, SamplePapers.Agenda),
            Writer.Moved(to, meeting, new DateOnly(2023, 9, 1), new TimeOnly(9, 30)),
            Writer.Cancellation(to, meeting),
            Writer.HearingNotice(to, Consultation(text) with { ExtendedReason = text }),
            Writer.Reminder(to, duty),
            Writer.ApprovalRequest(to, Approval(text)),
            Writer.Escalation(to, duty),
            Writer.HandOver(to, duty),
            Writer.Outcome(to, meeting, Outcome(text)),
            Writer.Task(to, Chore(text)),
            Writer.MinutesPublished(to, meeting, 1),
            Writer.Withdrawn(to, "a-1", text, text),
            Writer.Reminders(to, "reminders.p-1.2023-08-30", "p-1", [("a-1@1/due", duty), ("a-2@1/due", duty)]),
            Writer.Rejected(
                to, Approval(text) with { Acts = [new ApprovalAct("p-1", null, Approves: false, text, SamplePapers.At)] }, text),
            Writer.LateAnswer(to, Consultation(text), SamplePapers.At, admitted: true),
            Writer.Receipt(to, Consultation(text), new ConsultationResponse(SamplePapers.At, text)
            {
                Files = [new AnswerFile(text, "hash", 12, "application/pdf", HasMacros: false)],
            }),
            Writer.Slot(to, meeting, Treatment, Slot(text), text),
            Writer.SlotCancelled(to, meeting, Treatment, Slot(text), text),
        ];
    }

    private static Treatment Treatment { get; } = new()
    {
        Id = "i-1@m-12",
        ItemId = "i-1",
        MeetingId = "m-12",
        BodyId = SamplePapers.Body.Id,
        Order = 1,
        Number = "7",
        SlotLetters = 1,
    };

    private static PresenterSlot Slot(string text) => new(null, text, "presenter@fjordby.invalid", 30, 20);

    private static Meeting Meeting(string text) =>
        SamplePapers.Meeting with { Place = text, CancelledReason = text, ScheduleVersion = 2 };
}
