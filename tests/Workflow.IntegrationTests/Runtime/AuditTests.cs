using System.Data.Common;
using Shouldly;
using Workflow.IntegrationTests.Databases;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class AuditTests(TestDatabases databases)
{
    [Theory, EachDatabase]
    public async Task Verify_OfAnUntouchedTrail_FindsNothing(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await TrailAsync(database);

        var report = await VerifyAsync(desk);

        report.Faults.ShouldBeEmpty();
        report.Subjects.ShouldBe(2);
        report.Entries.ShouldBe(4);
        report.Seals.ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task Database_RefusesToChangeOrDeleteTheTrail(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await TrailAsync(database);

        string[] attacks =
        [
            "update audit set act = 'other' where id = 1", "delete from audit where id = 1",
            "update audit_payloads set payload = '{}' where audit_id = 1", "delete from audit_payloads where audit_id = 1",
            "update audit_payloads set payload = null where audit_id = 1", "update audit_seals set heads = '[]'",
            "delete from audit_seals",
        ];
        foreach (var attack in attacks)
            (await Should.ThrowAsync<DbException>(
                () => database.ScalarAsync(attack), attack)).Message.ShouldContain("append-only");
        (await VerifyAsync(desk)).IsWhole.ShouldBeTrue();
    }

    /// <summary>Whoever can drop the triggers can still not make the chain agree.</summary>
    [Theory, EachDatabase]
    public async Task Verify_NamesTheRowThatWasTamperedWith(DatabaseKind kind)
    {
        (string Attack, string Row)[] attacks =
        [
            ("update audit set actor_id = 'somebody' where id = 3", "audit 3"),
            ("update audit_payloads set payload = replace(payload, 'Kim', 'Bo') where audit_id = 3", "audit 3"),
            ("delete from audit_payloads where audit_id = 3", "audit 3"),
            ("update audit set hash = 'ab' where id = 3", "audit 3"),
            ("update audit set sequence = 99 where id = 3", "audit 3"),
            ("update audit_seals set heads = '[]'", "seal 1"),
            ("delete from audit_payloads where audit_id = 4; delete from audit where id = 4", "seal 1"),
        ];
        foreach (var (attack, row) in attacks)
        {
            await using var database = await databases.CreateAsync(kind);
            await using var desk = await TrailAsync(database);
            await DropTriggersAsync(database);
            await database.ScalarAsync(attack);

            (await VerifyAsync(desk)).Faults.ShouldContain(fault => fault.Row == row, attack);
        }
    }

    [Theory, EachDatabase]
    public async Task Erase_WithAReason_LeavesTheChainWhole_AndTheTextGone(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await TrailAsync(database);

        var erased = await desk.Process.Get<AuditPayloads>()
            .EraseAsync("a", sequence: 1, "The person asked for it.", CaseDesk.Person, CancellationToken.None);

        erased.ShouldBe(1);
        var report = await VerifyAsync(desk);
        report.Faults.ShouldBeEmpty();
        report.Erased.ShouldBe(1);
        var first = (await desk.Process.Overview.TimelineAsync("a", CancellationToken.None))[0];
        first.Text.ShouldBe("[The person asked for it.]");
        (await desk.Process.Overview.TimelineAsync("a", CancellationToken.None))[^1].Act.ShouldBe(AuditPayloads.ErasedAct);
    }

    [Theory, EachDatabase]
    public async Task Seal_Again_SealsOnlyWhatGrew(DatabaseKind kind)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var desk = await TrailAsync(database);
        var seals = desk.Process.Get<AuditSeals>();

        (await seals.SealAsync(CancellationToken.None)).ShouldBe(0);
        desk.Process.Time.Advance(TimeSpan.FromDays(1));
        await desk.SignalAsync("go 2", "a", "Go");
        (await seals.SealAsync(CancellationToken.None)).ShouldBe(1);

        (await VerifyAsync(desk)).ShouldSatisfyAllConditions(
            report => report.Seals.ShouldBe(2),
            report => report.Faults.ShouldBeEmpty());
    }

    private static async Task<CaseDesk> TrailAsync(TestDatabase database)
    {
        var desk = await CaseDesk.OpenAsync(database);
        await desk.BeginAsync("a");
        await desk.BeginAsync("b");
        await desk.SignalAsync("go 1", "a", "Go");
        await desk.Process.Get<AuditSeals>().SealAsync(CancellationToken.None);
        return desk;
    }

    private static Task<AuditReport> VerifyAsync(CaseDesk desk) =>
        desk.Process.Get<AuditVerifier>().VerifyAsync(CancellationToken.None);

    private static async Task DropTriggersAsync(TestDatabase database)
    {
        string[] lite =
        [
            "audit_refuses_update", "audit_refuses_delete", "audit_seals_refuses_update",
            "audit_payloads_refuses_delete", "audit_payloads_is_only_erased",
        ];
        string[] postgres = ["audit", "audit_seals", "audit_payloads"];
        foreach (var statement in database.Kind == DatabaseKind.Sqlite
            ? lite.Select(trigger => $"drop trigger {trigger}")
            : postgres.Select(table => $"alter table {table} disable trigger user"))
            await database.ScalarAsync(statement);
    }
}
