using System.Net;
using System.Text.Json;
using Shouldly;
using Workflow.IntegrationTests.Messaging;
using Xunit;

namespace Workflow.IntegrationTests.Host;

/// <summary>
/// The program itself before a mail server: what leaves, what stays in doubt, and what <c>check</c> says of the server.
/// </summary>
public sealed class ServeMailTests : IDisposable
{
    private readonly HostFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WithAMailServer_LettersGoThere_AndNoneIntoTheFolder()
    {
        await using var server = new SmtpServer(new SmtpScript { Login = ("forum", "a pass word") });
        var settings = PostgresHosts.MailSettings(server.Port);
        (settings["Workflow__Mail__User"], settings["Workflow__Mail__Password"]) = ("forum", "a pass word");
        settings["Workflow__SenderAddress"] = "council@skovby.invalid";
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token, settings);

        var approval = await InApprovalAsync(serve);
        var id = (await StatusAsync(serve, approval, "sent")).Trim('<', '>');

        var mail = server.Accepted.Where(mail => mail.Text.Contains(id, StringComparison.Ordinal)).ShouldHaveSingleItem();
        mail.Recipient.ShouldBe("chair@skovby.invalid");
        (mail.Sender, mail.User).ShouldBe(("council@skovby.invalid", "forum"));
        Directory.Exists(Path.Combine(_folder.Root, "data", "mail")).ShouldBeFalse();
    }

    /// <summary>The server hangs up after the text: it may have the letter, so only a person has it sent once more.</summary>
    [Fact]
    public async Task ALetterInDoubt_IsSentAgainByAPersonOnly_AndNoOther()
    {
        var isBroken = true;
        await using var server = new SmtpServer(new SmtpScript
        {
            OnText = to => Volatile.Read(ref isBroken) && to == "chair@skovby.invalid" ? null : "250 2.0.0 Ok",
        });
        await using var serve = await ServeProcess.StartAsync(_folder.Root, Token, PostgresHosts.MailSettings(server.Port));
        var approval = await InApprovalAsync(serve);
        var id = await StatusAsync(serve, approval, "unknown");
        Volatile.Write(ref isBroken, false);

        (await ResendAsync(serve, "nobody@nowhere")).Status.ShouldBe(HttpStatusCode.NotFound);
        server.Accepted.ShouldNotContain(mail => mail.Recipient == "chair@skovby.invalid");
        (await ResendAsync(serve, id)).Status.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(serve, approval, "sent")).ShouldBe(id);
        (await ResendAsync(serve, id)).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.Conflict),
            answer => answer.Text.ShouldContain("letter-not-to-resend"));

        server.Accepted.Count(mail => mail.Text.Contains(id.Trim('<', '>'), StringComparison.Ordinal)).ShouldBe(1);
        var timeline = await serve.GetAsync($"/api/timeline?subject={approval}", Token);
        timeline.EnumerateArray().ShouldContain(entry => entry.GetProperty("act").GetString() == "letterResent");
    }

    [Fact]
    public async Task Check_SaysWhetherTheMailServerLetsUsIn()
    {
        var server = new SmtpServer(new SmtpScript { Login = ("forum", "a pass word") });
        var settings = PostgresHosts.MailSettings(server.Port);
        (settings["Workflow__Mail__User"], settings["Workflow__Mail__Password"]) = ("forum", "a pass word");

        var up = await CheckAsync(settings);
        settings["Workflow__Mail__Password"] = "another one";
        var closed = await CheckAsync(settings);
        await server.DisposeAsync();
        var down = await CheckAsync(settings);

        (up.ExitCode, up.Output.Contains("[mail]", StringComparison.Ordinal)).ShouldBe((0, false), up.Output + up.Error);
        server.Heard.ShouldContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
        server.Heard.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
        foreach (var run in new[] { closed, down })
        {
            run.ExitCode.ShouldBe(1, run.Output);
            run.Output.ShouldContain("[mail] ");
            (run.Output + run.Error).ShouldNotContain("another one");
        }
    }

    [Fact]
    public async Task Check_NamesTheBodyThatHoldsOnlineMeetings_WhereNoCalendarIs()
    {
        var file = Path.Combine(_folder.Root, "workflows", "bodies", "council.json");
        var silent = await CheckAsync([]);
        var body = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, body.Replace(
            "\"id\": \"council\",", "\"id\": \"council\", \"onlineMeetings\": true,", StringComparison.Ordinal), Token);

        var run = await CheckAsync([]);

        silent.Output.ShouldNotContain("Graph__Calendar");
        run.ExitCode.ShouldBe(1, run.Output + run.Error);
        run.Output.ShouldContain("[mail] Skovby Council holds online meetings, but no calendar is named");
    }

    private Task<ProgramRun> CheckAsync(Dictionary<string, string> settings)
    {
        var command = ServeProcess.Command(_folder.Root, "check", "--people", "people.json", "--language", "en");
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        return ProgramRun.OfAsync(command, Token);
    }

    private static async Task<string> InApprovalAsync(ServeProcess serve)
    {
        var day = HostFolder.Text(HostFolder.Day(60));
        var planned = await serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = day, time = "09:00" }, "secretary", Token);
        return $"approval.agenda.{planned.GetProperty("id").GetString()}.1";
    }

    /// <returns>The Message-ID of the chair's request, once it stands so.</returns>
    private static async Task<string> StatusAsync(ServeProcess serve, string approval, string status)
    {
        var letters = await serve.UntilAsync(
            $"/api/letters?about={approval}", answer => Request(answer, status) is not null, Token);
        return Request(letters, status)!;
    }

    private static string? Request(JsonElement letters, string status) => letters.EnumerateArray()
        .Where(line => line.GetProperty("status").GetString() == status
            && line.GetProperty("letter").GetProperty("kind").GetString() == "approvalRequest")
        .Select(line => line.GetProperty("letter").GetProperty("messageId").GetString()).SingleOrDefault();

    private static async Task<(HttpStatusCode Status, string Text)> ResendAsync(ServeProcess serve, string messageId)
    {
        using var answer = await serve.Client.PostAsync($"/api/letters/{Uri.EscapeDataString(messageId)}/resend", null, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
