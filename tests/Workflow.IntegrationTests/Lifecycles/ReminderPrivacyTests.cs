using Shouldly;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.Deadlines;
using Workflow.Forums.Letters;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;
using static Workflow.IntegrationTests.Lifecycles.ApprovalActs;
using static Workflow.IntegrationTests.Lifecycles.MeetingWorld;

namespace Workflow.IntegrationTests.Lifecycles;

/// <summary>A letter of reminders holds what its recipient still owes, and nothing of anybody else's.</summary>
public sealed class ReminderPrivacyTests(TestDatabases databases)
{
    private static readonly BodyClock Clock = new("Europe/Copenhagen");

    [Theory, EachDatabase]
    public async Task PartiesOfTheSameId_AndAPersonOfIt_EachGetTheirOwnOnly(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, body => body with { ItemApproval = true });
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        var calendar = new WorkingCalendar(Council.WorkingDays);
        var morning = calendar.Back((await world.PendingApprovalAsync("benches")).DueDay, 1);
        var deadline = Clock.Utc(calendar.Forward(morning, Council.Meetings.ConsultationReminder), new TimeOnly(12, 0));
        await AskAsync(world, "x", "Lamps", deadline, "lamps@forum.invalid");
        await AskAsync(world, "y", "Trees", deadline, "trees@forum.invalid");

        await world.AdvanceToAsync(Clock.Utc(morning, new TimeOnly(10, 0)));

        var all = (await world.ToAsync("chair", LetterKinds.Reminder)).Concat(
            await world.ToAsync("chair", LetterKinds.Reminders)).ToList();
        all.Select(letter => letter.ToAddress).ShouldBe(
            ["ida@forum.invalid", "lamps@forum.invalid", "trees@forum.invalid"], ignoreOrder: true);
        foreach (var (address, title) in new[] { ("ida", "Benches"), ("lamps", "Lamps"), ("trees", "Trees") })
        {
            var text = all.Single(letter => letter.ToAddress == address + "@forum.invalid").Text;
            new[] { "Benches", "Lamps", "Trees" }.Where(word => text.Contains(word, StringComparison.Ordinal)).ShouldBe([title]);
        }
    }

    [Theory, EachDatabase]
    public async Task OneLineFallsBetweenDecidingAndSending_TheOldTextStays_AndTheOtherIsRemindedAnew(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind, body => body with { ItemApproval = true });
        await world.PlanAsync(May);
        await world.SubmitAsync("benches", "Benches", May);
        await world.SubmitAsync("lamps", "Lamps", May);
        var calendar = new WorkingCalendar(Council.WorkingDays);
        var morning = calendar.Back((await world.PendingApprovalAsync("benches")).DueDay, 1);
        await world.Outbox().DrainAsync(CancellationToken.None);
        await world.AdvanceToAsync(Clock.Utc(morning, new TimeOnly(9, 30)));
        (await world.ToAsync("chair", LetterKinds.Reminders)).ShouldHaveSingleItem();
        Accept(await world.AnswerAsync(await world.PendingApprovalAsync("benches"), MeetingWorld.Chair));
        world.Transport.Sent.Clear();

        await world.Outbox().DrainAsync(CancellationToken.None);
        world.Transport.Sent.ShouldNotContain(letter => letter.Kind == LetterKinds.Reminders);

        await world.AdvanceToAsync(Clock.Utc(calendar.Forward(morning, 1), new TimeOnly(9, 30)));
        await world.Outbox().DrainAsync(CancellationToken.None);
        var told = world.Transport.Sent.Where(letter => letter.Kind == LetterKinds.Reminder && letter.ToPersonId == "chair")
            .ShouldHaveSingleItem();
        told.Text.ShouldContain("Lamps");
        told.Text.ShouldNotContain("Benches");
    }

    [Theory, EachDatabase]
    public async Task AnswerWithinTheGrace_CountsThoughTheHostIsAwake_AndAfterItIsLate(DatabaseKind kind)
    {
        await using var world = await OpenAsync(databases, kind);
        var deadline = world.Process.Time.GetUtcNow().AddDays(30);
        await AskAsync(world, "x", "Lamps", deadline, "lamps@forum.invalid");
        await world.AdvanceToAsync(deadline.AddSeconds(30));

        var answered = await world.Consultations.AnswerAsync(
            new Workflow.Activities.Consultations.AnswerConsultation("x", "chair", "Fine."), Clerk, world.NextCommand,
            CancellationToken.None);

        Accept(answered).Parties[0].State.ShouldBe(PartyState.Answered);

        await AskAsync(world, "y", "Trees", deadline.AddDays(1), "trees@forum.invalid");
        await world.AdvanceToAsync(deadline.AddDays(1).AddSeconds(90));
        (await world.ReadAsync(session => session.Consultations.GetAsync("y", CancellationToken.None))).State.ShouldBe(
            ConsultationState.Closed);
    }

    /// <summary>A consultation of one party, whose id is also a person's.</summary>
    private static async Task AskAsync(MeetingWorld world, string id, string title, DateTimeOffset deadline, string address)
    {
        Accept(await world.Process.Runtime.ExecuteAsync<string>(
            new CommandEnvelope(world.NextCommand, "ask", Clerk),
            (session, _) =>
            {
                session.Consultations.Add(new Consultation
                {
                    Id = id,
                    Kind = ConsultationKind.Proposal,
                    BodyId = "council",
                    AboutId = "item." + id,
                    Title = title,
                    Question = "What do you think?",
                    DocumentHash = "0",
                    OpensAt = session.Now,
                    Deadline = deadline,
                    SilenceRule = "Silence is no answer.",
                    Parties = [new ConsultationParty("chair", "North", address)],
                });
                session.Audit(id, "asked", "The party was asked.");
                session.Start("consultation", id, null);
                return Task.FromResult<Ruling<string>>(id);
            },
            CancellationToken.None));
        await world.SettleAsync();
    }
}
