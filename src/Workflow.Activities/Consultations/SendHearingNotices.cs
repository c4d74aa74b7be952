using System.Globalization;
using Workflow.Activities.Kernel;
using Workflow.Activities.Links;
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
    public const string UnreachableTask = "unreachableParty";

    /// <summary>Reminders go out in the morning (local time).</summary>
    private static readonly TimeOnly Morning = new(9, 0);

    public override ActivityDescriptor Descriptor { get; } = Describe.Step(
        "Forum.SendHearingNotices", "Tells every party the question, the deadline and what silence means.", ("Done", "Told."));

    protected override async ValueTask<ActivityResult> EnterAsync(
        ActivityContext context, ForumSession session, CancellationToken cancellationToken)
    {
        var consultation = await session.Consultations.GetAsync(context.SubjectId, cancellationToken).ConfigureAwait(false);
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        var today = new BodyClock(body.TimeZone).Day(session.Now);
        foreach (var party in consultation.Parties)
        {
            if (BodyLanguage.Of(body, () => WhyNobody(consultation, party, today)) is { } nobody)
                consultation = await NobodyAsync(session, consultation, party, nobody, cancellationToken).ConfigureAwait(false);
            else
                await TellAsync(session, rules, consultation, party, body, cancellationToken).ConfigureAwait(false);
        }

        await SetDeadlinesAsync(session, consultation, body, cancellationToken).ConfigureAwait(false);
        var extended = consultation.Version > 1;
        var text = extended ? ConsultationTexts.Extended(consultation, body) : ConsultationTexts.Opened(consultation, body);
        session.Audit(
            consultation.Id, extended ? "consultationExtended" : "consultationOpened", text, new Dictionary<string, string>
            {
                ["about"] = consultation.AboutId,
                ["deadline"] = consultation.Deadline.ToString("O", CultureInfo.InvariantCulture),
                ["parties"] = string.Join(", ", consultation.Parties.Select(party => party.Name)),
            });
        return ActivityResult.Complete("Done", text);
    }

    /// <summary>A party with a new contact is asked there, and has its own time where it was given one.</summary>
    public static async Task TellAgainAsync(
        ForumSession session, ForumRules rules, Consultation consultation, ConsultationParty party,
        CancellationToken cancellationToken)
    {
        var body = rules.Bodies.Get(consultation.BodyId, consultation.RulesFrom);
        await TellAsync(session, rules, consultation, party, body, cancellationToken).ConfigureAwait(false);
        await SetOwnDeadlineAsync(session, consultation, party, body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Without its own row nothing would ever close a consultation that waits for this party alone; and it is reminded before its
    /// own deadline, not before that of the others.
    /// </summary>
    private static async Task SetOwnDeadlineAsync(
        ForumSession session, Consultation consultation, ConsultationParty party, Body body, CancellationToken cancellationToken)
    {
        if (!ConsultationRules.HasOwnDeadline(consultation, party))
            return;
        var own = ConsultationRules.DeadlineOf(consultation, party);
        await AddAsync($"{Deadline}.{party.Id}.{party.Contact}", own + LastMinute.Grace).ConfigureAwait(false);
        var remindAt = RemindAt(own, body);
        if (remindAt > session.Now)
            await AddAsync(OwnReminder(party), remindAt).ConfigureAwait(false);

        Task AddAsync(string rung, DateTimeOffset due) => session.AddDeadlineAsync(
            new DeadlineRequest(consultation.Id, Kind, rung, consultation.Version, due, Signals.DeadlineDue), cancellationToken);
    }

    /// <summary>Rung at which a party with a deadline of its own is reminded; a former contact's has another name.</summary>
    public static string OwnReminder(ConsultationParty party) =>
        string.Create(CultureInfo.InvariantCulture, $"{Reminder}.{party.Id}.{party.Contact}");

    /// <summary>The party is one of the bodies, and that body has ended; or nobody knows where to write to.</summary>
    private string? WhyNobody(Consultation consultation, ConsultationParty party, DateOnly today)
    {
        // A new contact was given by a person who knew.
        if (party.Contact == 0 && rules.Bodies.Find(party.Id) is { ValidTo: { } last } && last < today)
            return ConsultationTexts.Dissolved(consultation, party, last);
        return party.Address is { Length: > 0 } ? null : ConsultationTexts.Unreachable(consultation, party);
    }

    /// <summary>Nobody there to ask must never end as silence.</summary>
    private async Task<Consultation> NobodyAsync(
        ForumSession session, Consultation consultation, ConsultationParty party, string why, CancellationToken cancellationToken)
    {
        await ConsultationAnswers.AskAsync(
            session, rules, consultation, UnreachableTask, party.Id, () => why, cancellationToken).ConfigureAwait(false);
        var happened = new PartyEvent(PartyEventKind.Unreachable, session.Now, $"version {consultation.Version}", why);
        var noted = ConsultationLedgerRules.Note(consultation, party.Id, happened).Value;
        session.Consultations.Update(noted);
        return noted;
    }

    private static async Task TellAsync(
        ForumSession session, ForumRules rules, Consultation consultation, ConsultationParty party, Body body,
        CancellationToken cancellationToken)
    {
        var linked = await new Envelope(
            new Recipient(party.Id, party.Name, party.Address!), body,
            BodyLanguage.Of(body, () => ConsultationTexts.WhyParty(consultation)), session.Now,
            VersionFor(consultation, party))
            .WithLinksAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        var envelope = await linked.WithDocumentAsync(session, rules, consultation, cancellationToken).ConfigureAwait(false);
        await session.AddLetterAsync(
            rules.Letters.HearingNotice(envelope, consultation), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The consultation's own version goes first: an older letter is not sent. A new contact makes it a new letter.
    /// </summary>
    private static string VersionFor(Consultation consultation, ConsultationParty party)
    {
        var version = consultation.Version.ToString(CultureInfo.InvariantCulture);
        return party.Contact == 0 ? version : string.Create(CultureInfo.InvariantCulture, $"{version}/contact-{party.Contact}");
    }

    /// <summary>UTC.</summary>
    public static DateTimeOffset RemindAt(DateTimeOffset deadline, Body body)
    {
        var clock = new BodyClock(body.TimeZone);
        // A deadline at local midnight is the end of the day before.
        var day = clock.Day(deadline.AddTicks(-1));
        return clock.Utc(new WorkingCalendar(body.WorkingDays).Back(day, body.Meetings.ConsultationReminder), Morning);
    }

    private static async Task SetDeadlinesAsync(
        ForumSession session, Consultation consultation, Body body, CancellationToken cancellationToken)
    {
        var remindAt = RemindAt(consultation.Deadline, body);
        if (remindAt > session.Now)
            await AddAsync(Reminder, remindAt).ConfigureAwait(false);
        await AddAsync(Deadline, consultation.Deadline + LastMinute.Grace).ConfigureAwait(false);
        // An extension has cancelled the parties' own later ones with the rest.
        foreach (var party in consultation.Parties)
            await SetOwnDeadlineAsync(session, consultation, party, body, cancellationToken).ConfigureAwait(false);

        Task AddAsync(string rung, DateTimeOffset due) => session.AddDeadlineAsync(
            new DeadlineRequest(consultation.Id, Kind, rung, consultation.Version, due, Signals.DeadlineDue), cancellationToken);
    }
}
