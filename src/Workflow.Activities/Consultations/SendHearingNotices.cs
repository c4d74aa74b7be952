using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
using Workflow.Activities.Tasks;
using Workflow.Documents.Letters;
using Workflow.Engine.Activities;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Runtime;

namespace Workflow.Activities.Consultations;

internal sealed class SendHearingNotices(ForumRules rules) : ForumActivity
{
    public const string Kind = "consultation";
    public const string Reminder = "reminder";
    public const string Deadline = "deadline";

    /// <summary>Reminders go out in the morning (local time).</summary>
    private static readonly TimeOnly Morning = new(9, 0);

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.SendHearingNotices", "Tells every party the question, the deadline and what silence means.", ("Done", "Told."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        foreach (var party in consultation.Parties)
            await TellAsync(session, consultation, party, body, cancellationToken).ConfigureAwait(false);
        await SetDeadlinesAsync(session, consultation, body, cancellationToken).ConfigureAwait(false);
        var extended = consultation.Version > 1;
        var text = extended ? ConsultationTexts.Extended(consultation, body) : ConsultationTexts.Opened(consultation, body);
        session.Audit(consultation.Id, extended ? "consultationExtended" : "consultationOpened", text, new Dictionary<string, string>
        {
            ["about"] = consultation.AboutId,
            ["deadline"] = consultation.Deadline.ToString("O", CultureInfo.InvariantCulture),
            ["parties"] = string.Join(", ", consultation.Parties.Select(party => party.Name)),
        });
        return ActivityResult.Complete("Done", text);
    }

    private async Task TellAsync(
        ForumSession session, Consultation consultation, ConsultationParty party, Body body, CancellationToken cancellationToken)
    {
        if (party.Address is not { Length: > 0 } address)
        {
            // Nobody there to ask (a body that was dissolved, say) must never end as silence.
            await SecretariatTasks.MakeAsync(
                session, rules, "unreachableParty", consultation.Id, body.Id, null,
                ConsultationTexts.Unreachable(consultation, party), null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var envelope = await new Envelope(
            new Recipient(party.Id, party.Name, address), body, ConsultationTexts.WhyParty(consultation), session.Now,
            consultation.Version.ToString(CultureInfo.InvariantCulture))
            .WithLinksAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        await session.AddLetterAsync(rules.Letters.HearingNotice(envelope, consultation), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>UTC.</summary>
    public static DateTimeOffset RemindAt(Consultation consultation, Body body)
    {
        var clock = new BodyClock(body.TimeZone);
        // A deadline at local midnight is the end of the day before.
        var day = clock.Day(consultation.Deadline.AddTicks(-1));
        return clock.Utc(new WorkingCalendar(body.WorkingDays).Back(day, body.Meetings.ConsultationReminder), Morning);
    }

    private static async Task SetDeadlinesAsync(ForumSession session, Consultation consultation, Body body, CancellationToken cancellationToken)
    {
        var remindAt = RemindAt(consultation, body);
        if (remindAt > session.Now)
            await AddAsync(Reminder, remindAt).ConfigureAwait(false);
        await AddAsync(Deadline, consultation.Deadline).ConfigureAwait(false);

        Task AddAsync(string rung, DateTimeOffset due) => session.AddDeadlineAsync(
            new DeadlineRequest(consultation.Id, Kind, rung, consultation.Version, due, Signals.DeadlineDue), cancellationToken);
    }
}
