using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>What came with an answer is given to the secretariat as it came, to be saved and never shown.</summary>
public sealed partial class FileDownloadTests(LinkServer server) : IClassFixture<LinkServer>
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FromTheLedger_TheSecretariatSavesEachFile_WithTheTokenAndByALinkOfItsOwn()
    {
        var (consultation, token) = await AnswerAsync();
        var given = await server.Serve.PostAsync($"/api/consultations/{consultation}/link", new { }, "secretary", Token);
        var ledger = new Uri(given.GetProperty("url").GetString()!).AbsolutePath;

        foreach (var (client, path) in new[] { (server.Serve.Client, $"/consultations/{consultation}"),
            (server.Visitor, ledger) })
        {
            var page = await client.GetStringAsync(path + "?lang=en", Token);
            page.ShouldContain("may contain macros");
            page.ShouldContain("may be harmful");
            var links = Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
            links.Count.ShouldBe(3);
            using var answer = await client.GetAsync(links[0], Token);
            (await answer.Content.ReadAsByteArrayAsync(Token)).ShouldBe(Page);
            ShouldBeSaved(answer, "plan.html");
            using var suspect = await client.GetAsync(links[2], Token);
            ShouldBeSaved(suspect, "test.com.suspect");
        }

        // The link of the party that sent them, the ledger's link without a file of its own, and nobody at all.
        var hash = HashOf(await server.Serve.Client.GetStringAsync($"/consultations/{consultation}", Token));
        (await server.GetAsync($"/l/{token}/files/{hash}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync($"{ledger}/files/{new string('0', 64)}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync($"/api/files/{hash}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Serve.Client.GetAsync($"/api/files/{new string('0', 64)}", Token)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AFileOfAnotherConsultation_IsNotGivenOutByThisOnesLink()
    {
        var (other, _) = await AnswerAsync();
        var hash = HashOf(await server.Serve.Client.GetStringAsync($"/consultations/{other}", Token));
        var (consultation, _) = await AnswerAsync("<html>Another plan.</html>"u8.ToArray());
        var given = await server.Serve.PostAsync($"/api/consultations/{consultation}/link", new { }, "secretary", Token);
        var ledger = new Uri(given.GetProperty("url").GetString()!).AbsolutePath;

        (await server.GetAsync($"{ledger}/files/{hash}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt")]
    [InlineData("", "file")]
    public async Task ANameInTheAddress_IsMadeHarmless(string name, string expected)
    {
        var (consultation, _) = await AnswerAsync();
        var hash = HashOf(await server.Serve.Client.GetStringAsync($"/consultations/{consultation}", Token));

        using var answer = await server.Serve.Client.GetAsync($"/api/files/{hash}?name={Uri.EscapeDataString(name)}", Token);

        ShouldBeSaved(answer, expected);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static void ShouldBeSaved(HttpResponseMessage answer, string name)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName!.Trim('"').ShouldBe(name);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private async Task<(string Consultation, string Token)> AnswerAsync(byte[]? content = null)
    {
        var (consultation, token) = await server.ConsultationAsync();
        (await server.SendAsync(
            $"/l/{token}/answer",
            [("comment", "See the files."), ("version", "0")],
            ("plan.html", "text/html", content ?? Page),
            ("plan.docm", "application/vnd.ms-word.document.macroEnabled.12", [80, 75, 3, 4]),
            ("test.com", "application/octet-stream", Encoding.UTF8.GetBytes("X5O!P%@AP$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"))))
            .Status.ShouldBe(HttpStatusCode.SeeOther);
        return (consultation, token);
    }

    private static string HashOf(string page) => Hash().Match(page).Groups[1].Value;

    [GeneratedRegex("href=\"([^\"]*/files/[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("/files/([0-9a-f]{64})")]
    private static partial Regex Hash();
}
