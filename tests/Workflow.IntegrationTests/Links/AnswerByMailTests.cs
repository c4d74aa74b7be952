using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shouldly;
using Workflow.IntegrationTests.Host;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>The program as it is started: what is laid into its inbox becomes an answer, or waits for a person.</summary>
public sealed class AnswerByMailTests(LinkServer server) : IClassFixture<LinkServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DataFolder => Path.GetDirectoryName(server.DatabaseFile)!;

    [Fact]
    public async Task MailInTheInbox_IsFiledToItsParty_AndPutAway()
    {
        var (consultation, _) = await server.ConsultationAsync();

        Arrive("answer", "north@skovby.invalid", await ReplyToAsync(consultation, "north"), "Two benches, please.");

        var ledger = await server.Serve.UntilAsync(
            $"/api/consultations/{consultation}",
            found => found.GetRawText().Contains("Two benches, please.", StringComparison.Ordinal), Token);
        ledger.GetRawText().ShouldContain("\"mail\"");
        var mails = await server.Serve.UntilAsync(
            $"/api/inbound/about/{consultation}", found => found.GetArrayLength() == 1, Token);
        mails[0].GetProperty("state").GetString().ShouldBe("filed");
        await server.Serve.UntilAsync("/api/inbound",
            _ => Directory.EnumerateFiles(Path.Combine(DataFolder, "inbox"), "*.eml").FirstOrDefault() is null, Token);
    }

    [Fact]
    public async Task StrangersMail_IsListedAsHeld_GivenOutAsAFile_AndDismissed()
    {
        await server.ConsultationAsync();

        Arrive("stranger", "stranger@elsewhere.invalid", "flow@forum.example", "I live by the lake.");

        var held = await server.Serve.UntilAsync("/api/inbound", found => Strangers(found).Any(), Token);
        var id = Strangers(held).Single().GetProperty("id").GetString()!;
        using var file = await server.Serve.Client.GetAsync($"/api/inbound/{id}/mail", Token);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        (await file.Content.ReadAsStringAsync(Token)).ShouldContain("I live by the lake.");
        using var unexplained = await server.Serve.Client.PostAsJsonAsync(
            $"/api/inbound/{id}/dismiss", new { reason = " " }, Token);
        unexplained.IsSuccessStatusCode.ShouldBeFalse();
        await server.Serve.PostAsync($"/api/inbound/{id}/dismiss", new { reason = "Advertising." }, "secretary", Token);
        Strangers(await server.Serve.GetAsync("/api/inbound", Token)).ShouldBeEmpty();
    }

    private static IEnumerable<JsonElement> Strangers(JsonElement held) =>
        held.EnumerateArray().Where(mail => mail.GetProperty("fromAddress").GetString() == "stranger@elsewhere.invalid");

    /// <summary>Under another name first, as whoever delivers into a folder does.</summary>
    private void Arrive(string id, string from, string to, string text)
    {
        var inbox = Directory.CreateDirectory(Path.Combine(DataFolder, "inbox")).FullName;
        var path = Path.Combine(inbox, id);
        var mail =
            $"Message-ID: <{id}@skovby.invalid>\nFrom: {from}\nTo: {to}\nSubject: Answer\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n";
        File.WriteAllText(path + ".tmp", mail.ReplaceLineEndings("\r\n"));
        File.Move(path + ".tmp", path + ".eml");
    }

    private async Task<string> ReplyToAsync(string consultation, string party)
    {
        await using var connection = new SqliteConnection("Data Source=" + server.DatabaseFile);
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select json_extract(data, '$.replyTo') from letters where about_id = $about and recipient_id = $party";
        command.Parameters.AddWithValue("$about", consultation);
        command.Parameters.AddWithValue("$party", party);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
