using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Activities.Consultations;
using Workflow.Activities.Kernel;
using Workflow.Documents.Letters;
using Workflow.Forums;
using Workflow.Forums.Bodies;
using Workflow.Forums.Consultations;
using Workflow.Forums.People;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Runtime;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>Two hosts on one PostgreSQL whose clocks are a minute ahead and a minute behind the database's.</summary>
public sealed class ClockSkewTests(TestDatabases databases)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADeadline_IsNeverEarly_AndFiresOnce()
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var ahead = await HostAsync(database, Minute);
        await using var behind = await HostAsync(database, -Minute);
        (await ahead.ActAsync("begin a", async session =>
        {
            session.Items.Add(CaseDesk.Item("a"));
            session.Audit("a", "begun", "The case was begun.");
            session.Start("case", "a", null);
            await session.AddDeadlineAsync(CaseDesk.Reminder("a") with { Due = session.Now.AddSeconds(5) }, Token);
            return "a";
        })).IsAccepted.ShouldBeTrue();

        foreach (var host in new[] { ahead, behind })
            (await host.Process.Sweep.NextAsync(Token))!.Left.ShouldBeInRange(TimeSpan.FromSeconds(-20), TimeSpan.FromSeconds(5));
        var fired = 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Minute);
        while (await ahead.Process.Sweep.NextAsync(patience.Token) is not null)
            fired += (await Task.WhenAll(ahead.SweepAsync(), behind.SweepAsync())).Sum();

        fired.ShouldBe(1);
        (await ahead.StepsAsync("a")).Count(step => step == "wait:DeadlineDue").ShouldBe(1);
        (await database.ScalarAsync(
            "select count(*) from deadlines where fired_at >= due and fired_at < due + interval '30 seconds'")).ShouldBe(1L);
    }

    /// <summary>
    /// Half a minute after the deadline is within the grace; by the clock of this host it would be a minute and a half.
    /// </summary>
    [Theory]
    [InlineData(30, PartyState.Answered)]
    [InlineData(90, PartyState.Late)]
    public async Task AnAnswer_IsLateByTheDatabasesClock(int secondsAfter, PartyState expected)
    {
        await using var database = await databases.CreateAsync(DatabaseKind.Postgres);
        await using var host = await HostAsync(database, expected == PartyState.Late ? -Minute : Minute);
        await host.ActAsync("ask", session =>
        {
            session.Consultations.Add(Consultation(session.Now.AddSeconds(-secondsAfter)));
            session.Audit("hearing", "asked", "The parties were asked.");
            return Task.FromResult<Ruling<string>>("asked");
        });

        var ruling = await new ConsultationDesk(host.Process.Runtime, NoRules).AnswerAsync(
            new AnswerConsultation("hearing", "north", "Fine."), CaseDesk.Person, "answer", Token);

        ruling.Value!.Parties[0].State.ShouldBe(expected);
    }

    private static ForumRules NoRules { get; } = new(
        new BodyRegister([new Body { Id = "council", Name = "Council", Kind = "professional" }]), new PeopleRegister([]),
        new LetterWriter(new LetterOptions()));

    private static Consultation Consultation(DateTimeOffset deadline) => new()
    {
        Id = "hearing",
        Kind = ConsultationKind.Proposal,
        BodyId = "council",
        AboutId = "item.1",
        Title = "Lamps in the park",
        Question = "What do you think?",
        DocumentHash = "0",
        OpensAt = deadline.AddDays(-8),
        Deadline = deadline,
        SilenceRule = "Silence is no answer.",
        Parties = [new ConsultationParty("north", "North", null), new ConsultationParty("south", "South", null)],
    };

    private static async Task<CaseDesk> HostAsync(TestDatabase database, TimeSpan skew)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + skew);
        var process = RuntimeUnderTest.Over(database, CaseActivities.All(), time: time, severalHosts: true);
        await process.Get<DefinitionStore>().LoadAsync(
            new Dictionary<string, string> { ["case.json"] = CaseActivities.Definition }, Token);
        return new CaseDesk(process);
    }
}
