using System.Globalization;
using Shouldly;
using Workflow.IntegrationTests.Messaging;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// What must hold after hosts were killed, paused and cut off: asked of the database, of the mail server and of the program.
/// </summary>
internal sealed class SeveralHostsChecks(PostgresHosts hosts, SmtpServer server, int cases)
{
    /// <summary>Nothing is left to do.</summary>
    public Task SettledAsync(CancellationToken cancellationToken) => HostFleet.UntilAsync(
        "settled",
        async () => await AgedAsync() && await CountAsync(
            """
            select (select count(*) from signals where delivered_at is null)
                 + (select count(*) from letter_statuses where settled_at is null)
                 + (select count(*) from deadlines where next_try <= now())
            """) == 0,
        cancellationToken);

    /// <summary>What a dead host was sending counts as its own for some minutes: as if they had passed.</summary>
    public async Task<bool> AgedAsync()
    {
        await hosts.Database.ScalarAsync(
            """
            update letter_statuses set claimed_at = claimed_at - interval '1 day'
            where status = 'Sending' and claimed_at between now() - interval '1 hour' and now() - interval '10 seconds'
            """);
        return true;
    }

    public Task<int> UnknownAsync() => CountAsync("select count(*) from letter_statuses where status = 'Unknown'");

    public async Task NothingIsLostOrDoubledAsync(HostFleet fleet, CancellationToken cancellationToken)
    {
        // All of them, whichever fails: what went wrong in one place is often explained by another.
        var failures = new List<Exception>();
        foreach (var check in new[] { EveryCaseIsWhereItBelongsAsync, EveryDeadlineFiredOnceAsync, EveryLetterLeftOnceAsync })
        {
            try
            {
                await check();
            }
            catch (ShouldAssertException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
        var overview = await fleet.UntilAsync("/api/operators/overview", _ => true, cancellationToken);
        foreach (var empty in new[] { "faulted", "parked", "failedDeadlines" })
            overview.GetProperty(empty).GetArrayLength().ShouldBe(0, empty);
        var verify = await ProgramRun.OfAsync(
            hosts.Folder.Root, cancellationToken, "verify", "--database", hosts.ConnectionString);
        verify.ExitCode.ShouldBe(0, verify.Output + verify.Error);
    }

    private async Task EveryCaseIsWhereItBelongsAsync()
    {
        (await CountAsync("select count(*) from meetings")).ShouldBe(cases, "meetings");
        (await CountAsync("select count(*) from instances where definition_id = 'meeting' and status = 'Waiting'")).ShouldBe(
            cases, "meetings waiting");
        (await CountAsync("select count(*) from instances where definition_id = 'approval' and status = 'Finished'")).ShouldBe(
            cases, "approvals");
        (await CountAsync("select count(*) from signals where is_parked")).ShouldBe(0, "parked");
        foreach (var act in new[] { "meetingPlanned", "approved" })
            (await CountAsync($"select count(*) from audit where act = '{act}'")).ShouldBe(cases, act);
    }

    private async Task EveryDeadlineFiredOnceAsync()
    {
        (await CountAsync("select count(*) from deadlines where fired_at < due")).ShouldBe(0, "early");
        (await CountAsync("select count(*) from deadlines where fired_at is not null and cancelled_at is not null")).ShouldBe(
            0, "fired and cancelled");
        var rungs = await CountAsync(
            "select count(*) from deadlines where fired_at is not null and subject_id like 'approval.%'");
        rungs.ShouldBeGreaterThanOrEqualTo(cases);
        (await CountAsync("select count(*) from history where outcome = 'RungDue'")).ShouldBe(rungs, "each rung once");
        (await CountAsync("select count(*) from history where outcome = 'RungDue' and coalesce(job_id, '') = ''")).ShouldBe(
            0, "without a job");
    }

    /// <summary>
    /// A letter that a host was sending when it died is in doubt (Unknown): the mail server may have it, and nobody sends it
    /// again
    /// by itself. Every other letter is there once.
    /// </summary>
    private async Task EveryLetterLeftOnceAsync()
    {
        var taken = server.Accepted.Select(mail => MessageId(mail.Text)).ToList();
        taken.Count.ShouldBeGreaterThan(cases * 4);
        taken.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key)
            .ShouldBeEmpty("sent twice");
        var sent = await IdsAsync("Sent");
        sent.Except(taken).ShouldBeEmpty("called sent, and the server never saw it");
        taken.Except(sent).Except(await IdsAsync("Unknown")).ShouldBeEmpty("taken by the server, and the database does not know");
        (await CountAsync("select count(*) from letter_statuses where status not in ('Sent', 'Unknown', 'Cancelled')")).ShouldBe(
            0, "neither sent nor in doubt");
        // The same reminder in two letters with different ids would be told twice all the same.
        (await CountAsync(
            "select count(*) from (select 1 from letters where about_id like 'approval.%' group by about_id, kind, recipient_id, data having count(*) > 1) d"))
            .ShouldBe(0, "letters told twice");
    }

    private async Task<HashSet<string>> IdsAsync(string status) =>
        [.. (await hosts.Database.ColumnAsync(
            $"select l.message_id from letters l join letter_statuses s on s.letter_id = l.id where s.status = '{status}'",
            0)).Select(id => id!.Trim('<', '>'))];

    private static string MessageId(string text) => text.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .First(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))["Message-Id:".Length..].Trim()
        .Trim('<', '>');

    private async Task<int> CountAsync(string statement) =>
        Convert.ToInt32(await hosts.Database.ScalarAsync(statement), CultureInfo.InvariantCulture);
}
