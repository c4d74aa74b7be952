using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Engine.Activities;
using Workflow.Engine.Instances;
using Workflow.Forums.Approvals;
using Workflow.Forums.Bodies;
using Workflow.IntegrationTests.Databases;
using Workflow.IntegrationTests.Lifecycles;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

/// <summary>
/// Two hosts on one database while they are restarted one by one: the new one knows what the old one has never heard of. No
/// case is stopped by that, and no deadline.
/// </summary>
public sealed class RollingRestartTests(TestDatabases databases)
{
    private const string NewActivity = "Test.Memo";

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly string Second = CaseActivities.Definition
        .Replace("case-v1", "case-v2", StringComparison.Ordinal)
        .Replace("\"name\": \"Case\", \"version\": 1", "\"name\": \"Case\", \"version\": 2", StringComparison.Ordinal)
        .Replace("\"note\"", "\"memo\"", StringComparison.Ordinal);

    private static readonly string WithNewActivity = Second.Replace("Test.Note", NewActivity, StringComparison.Ordinal);

    [Theory, EachDatabase]
    public async Task Deadline_OfAVersionThatIsNewerThanTheHost_FiresThereAllTheSame(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var old = await HostAsync(database, CaseActivities.Definition);
        await using var other = await HostAsync(database, Second, old.Process.Time);
        await other.BeginAsync("a");
        old.Process.Time.Advance(TimeSpan.FromHours(2));

        (await old.SweepAsync()).ShouldBe(1);

        (await other.InstanceAsync("a")).ShouldSatisfyAllConditions(
            instance => instance.Status.ShouldBe(InstanceStatus.Waiting), instance => instance.DefinitionVersion.ShouldBe(2));
        (await other.StepsAsync("a")).ShouldBe(["wait:DeadlineDue", "remind:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Signal_ForAVersionThatIsNewerThanTheHost_IsDelivered(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var old = await HostAsync(database, CaseActivities.Definition);
        await using var other = await HostAsync(database, Second, old.Process.Time);
        await other.BeginAsync("a");

        await old.SignalAsync("go", "a", "Go");

        (await other.StepsAsync("a")).ShouldBe(["wait:Go", "memo:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Deadline_WithAnActivityThatTheHostLacks_IsLeftToTheOther(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var old = await HostAsync(database, CaseActivities.Definition);
        await using var other = await HostAsync(database, WithNewActivity, old.Process.Time, Known());
        await other.BeginAsync("a");
        old.Process.Time.Advance(TimeSpan.FromHours(2));

        (await old.SweepAsync()).ShouldBe(0);

        (await old.InstanceAsync("a")).Status.ShouldBe(InstanceStatus.Waiting);
        (await UncountedAsync(database)).ShouldBe("0");
        old.Process.Get<LeftToOthers>().Now["a"].ShouldContain(NewActivity);
        other.Process.Get<LeftToOthers>().Now.ShouldBeEmpty();
        old.Process.Time.Advance(TimeSpan.FromSeconds(3));
        (await other.SweepAsync()).ShouldBe(1);
        (await other.StepsAsync("a")).ShouldBe(["wait:DeadlineDue", "remind:Done"]);
    }

    [Theory, EachDatabase]
    public async Task Act_OnACaseThatTheHostCannotRun_IsTakenAndCarriedOnByTheOther(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var old = await HostAsync(database, CaseActivities.Definition);
        await using var other = await HostAsync(database, WithNewActivity, old.Process.Time, Known());
        await other.BeginAsync("a");

        (await old.SignalAsync("go", "a", "Go")).IsAccepted.ShouldBeTrue();
        (await old.DeliverAsync()).ShouldBe(0);

        (await old.Process.Overview.ParkedSignalsAsync(CancellationToken.None)).ShouldBeEmpty();
        old.Process.Time.Advance(TimeSpan.FromSeconds(3));
        (await other.DeliverAsync()).ShouldBe(1);
        (await other.StepsAsync("a")).ShouldBe(["wait:Go", "memo:Done"]);
    }

    [Theory, EachDatabase]
    public async Task CaseThatNoHostCanRun_IsFaultedWhenPatienceEnds(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var old = await HostAsync(database, CaseActivities.Definition);
        await using (var other = await HostAsync(database, WithNewActivity, old.Process.Time, Known()))
            await other.BeginAsync("a");
        old.Process.Time.Advance(TimeSpan.FromHours(2));
        var minutes = 0;
        for (; (await old.InstanceAsync("a")).Status == InstanceStatus.Waiting && minutes < 100; minutes++)
        {
            await old.SweepAsync();
            old.Process.Time.Advance(TimeSpan.FromMinutes(1));
        }

        minutes.ShouldBeInRange(60, 63);
        (await old.InstanceAsync("a")).Fault.ShouldNotBeNull().ShouldContain(NewActivity);
        old.Process.Get<LeftToOthers>().Now.ShouldBeEmpty();
    }

    /// <summary>Rules with a day that the old host's file of the body does not have yet.</summary>
    [Theory, EachDatabase]
    public async Task Deadline_UnderRulesThatTheHostLacks_IsLeftToTheOther(DatabaseKind kind)
    {
        await using var other = await MeetingWorld.OpenAsync(databases, kind, body => body with
        {
            Rules = [new RuleChange { From = new DateOnly(2026, 4, 1), AgendaApproval = ApprovalRule.All }],
        });
        await using var old = await other.AnotherAsync(null, Patience, MeetingWorld.Council);
        var meetingId = await other.PlanAsync(new DateOnly(2026, 5, 20));
        (await other.MeetingAsync(meetingId)).RulesFrom.ShouldBe(new DateOnly(2026, 4, 1));
        var due = (await other.Process.Sweep.NextDueAsync(CancellationToken.None)).ShouldNotBeNull();
        other.Process.Time.SetUtcNow(due);

        (await old.Process.Sweep.FireDueAsync("old", CancellationToken.None)).ShouldBe(0);

        (await old.InstanceAsync(meetingId)).Status.ShouldBe(InstanceStatus.Waiting);
        old.Process.Get<LeftToOthers>().Now.Keys.ShouldContain(meetingId);
        other.Process.Time.Advance(TimeSpan.FromSeconds(3));
        (await other.Process.Sweep.FireDueAsync("new", CancellationToken.None)).ShouldBe(1);
        await other.SettleAsync();
    }

    private static IActivityType[] Known() =>
        [.. CaseActivities.All(), CaseActivities.Named(NewActivity)];

    private static async Task<CaseDesk> HostAsync(
        TestDatabase database, string definition, FakeTimeProvider? time = null, IEnumerable<IActivityType>? activities = null)
    {
        var process = RuntimeUnderTest.Over(
            database, activities ?? CaseActivities.All(), time: time, onEmbedded: true, leaveToOthers: Patience);
        await process.Get<DefinitionStore>().LoadAsync(
            new Dictionary<string, string> { ["case.json"] = definition }, CancellationToken.None);
        return new CaseDesk(process);
    }

    private static async Task<string?> UncountedAsync(TestDatabase database) =>
        (await database.ScalarAsync("select count(*) from deadlines where attempts > 0 or failure is not null"))!.ToString();
}
