using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shouldly;
using Workflow.IntegrationTests.Messaging;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// The program was down (kill -9) over days on which something was due: what it makes up for on start, and what it leaves.
/// </summary>
public sealed class ServeOutageTests : IDisposable
{
    private static readonly TimeSpan Days = TimeSpan.FromDays(3);

    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DownOverAReminderAndADueDay_TheReminderIsNotSent_TheRestIsDoneOnceAndShown()
    {
        await using var server = new SmtpServer(new SmtpScript());
        var approval = await AskedAndKilledAsync(server);
        AsIfDaysHadPassed(approval);

        for (var start = 0; start < 2; start++)
        {
            await using var serve = await ServeProcess.StartAsync(_folder.Root, Token, PostgresHosts.MailSettings(server.Port));
            await serve.UntilAsync($"/api/subjects/{approval}", answer => Open(answer) == 0, Token);
            await ToldOnceAndInNoReminderAsync(serve, approval);
        }

        var check = await ProgramRun.OfAsync(_folder.Root, Token, "check", "--people", "people.json", "--language", "en");
        check.Output.ShouldContain(approval);
    }

    private static async Task ToldOnceAndInNoReminderAsync(ServeProcess serve, string approval)
    {
        var subject = await serve.GetAsync($"/api/subjects/{approval}", Token);
        var fired = subject.GetProperty("deadlines").EnumerateArray()
            .Where(row => row.TryGetProperty("firedAt", out var at) && at.ValueKind == JsonValueKind.String).ToList();
        fired.Count.ShouldBeGreaterThan(1);
        subject.GetProperty("history").EnumerateArray().Count(row => row.GetProperty("outcome").GetString() == "RungDue")
            .ShouldBe(fired.Count(row => row.GetProperty("kind").GetString() == "approval"));
        var letters = await serve.UntilAsync($"/api/letters?about={approval}", IsSent, Token);
        var told = letters.EnumerateArray().Select(line => line.GetProperty("letter"))
            .Select(letter => (Kind: letter.GetProperty("kind").GetString()!, To: letter.GetProperty("toPersonId").GetString()!))
            .ToList();
        told.ShouldContain(letter => letter.Kind == "escalation");
        told.ShouldNotContain(letter => letter.Kind.StartsWith("reminder", StringComparison.Ordinal));
        var all = (await serve.GetAsync("/api/letters", Token)).ToString();
        all.ShouldNotContain("\"reminders\"");
        // The program speaks English here; its letters are the body's, to the last line.
        all.ShouldNotContain("You get this because");
        var overview = await serve.GetAsync("/api/operators/overview", Token);
        overview.GetProperty(
            "madeUp").EnumerateArray().Count(row => row.GetProperty("subjectId").GetString() == approval).ShouldBe(fired.Count);
        overview.GetProperty("faulted").GetArrayLength().ShouldBe(0);
    }

    private async Task<string> AskedAndKilledAsync(SmtpServer server)
    {
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token, PostgresHosts.MailSettings(server.Port));
        var day = HostFolder.Text(HostFolder.Day(60));
        var planned = await serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        var approval = $"approval.agenda.{planned.GetProperty("id").GetString()}.1";
        await serve.UntilAsync($"/api/subjects/{approval}", answer => Open(answer) > 1, Token);
        await serve.UntilAsync($"/api/letters?about={approval}", IsSent, Token);
        return approval;
    }

    private static bool IsSent(JsonElement letters) =>
        letters.GetArrayLength() > 0 && letters.EnumerateArray().All(line => line.GetProperty("status").GetString() == "sent");

    private static int Open(JsonElement subject) => subject.GetProperty("deadlines").EnumerateArray()
        .Count(row => !Has(row, "firedAt") && !Has(row, "cancelledAt"));

    private static bool Has(JsonElement row, string property) =>
        row.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String;

    /// <summary>
    /// By whole weeks, so that each rung keeps its day of the week and its distance from the others; even the last is over.
    /// </summary>
    private void AsIfDaysHadPassed(string approval)
    {
        var last = (long)Execute($"select max(due) from deadlines where subject_id = '{approval}'")!;
        var weeks = (last - TimeProvider.System.GetUtcNow().UtcTicks + Days.Ticks) / (7 * TimeSpan.TicksPerDay) + 1;
        Execute(
            $"""
            update deadlines set due = due - $shift, next_try = next_try - $shift where subject_id = '{approval}' and next_try is not null;
            update approvals set version = version + 1, data = json_set(
                data, '$.dueDay', date(data ->> '$.dueDay', '-{7 * weeks} days')) where id = '{approval}'
            """,
            weeks * 7 * TimeSpan.TicksPerDay);
    }

    private object? Execute(string statement, long shift = 0)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the test itself.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$shift", shift);
        return command.ExecuteScalar();
    }
}
