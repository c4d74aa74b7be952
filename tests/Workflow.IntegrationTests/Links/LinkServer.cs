using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workflow.IntegrationTests.Host;
using Xunit;

namespace Workflow.IntegrationTests.Links;

/// <summary>One serving program for all tests of the link pages, and a visitor who knows nothing but links.</summary>
public sealed partial class LinkServer : IAsyncLifetime
{
    public const string PublicUrl = "http://flow.test";

    private readonly HostFolder _folder = new();
    private ServeProcess? _serve;
    private int _meetings;

    internal ServeProcess Serve => _serve!;

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Visitor { get; private set; } = null!;

    public string DatabaseFile => _folder.DatabaseFile;

    public async ValueTask InitializeAsync()
    {
        _serve = await ServeProcess.StartAsync(_folder.Root, CancellationToken.None, new Dictionary<string, string>
        {
            ["Workflow__PublicUrl"] = PublicUrl,
            ["Workflow__LinkRequestsPerMinute"] = "100000",
            ["Workflow__LinkUploadMegabytes"] = "2",
            ["Workflow__Mail__ReplyAddress"] = "flow@forum.example",
        });
        Visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _serve.Client.BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        Visitor?.Dispose();
        if (_serve is not null)
            await _serve.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Plans a meeting whose agenda the chair is asked to approve.</summary>
    /// <returns>The approval's id, and the token of the link in the chair's letter.</returns>
    public async Task<(string Approval, string Token, string Meeting)> ApprovalAsync()
    {
        var day = HostFolder.Day(30 + (7 * Interlocked.Increment(ref _meetings)));
        var meeting = (await Serve.PostAsync(
            "/api/meetings", new { bodyId = "council", date = HostFolder.Text(day), time = "09:00", place = "Skovby" }, "secretary", CancellationToken.None))
            .GetProperty("id").GetString()!;
        var answer = await Serve.UntilAsync(
            $"/api/meetings/{meeting}", found => found.GetProperty("approvals").GetArrayLength() > 0, CancellationToken.None);
        var approval = answer.GetProperty("approvals")[0].GetProperty("id").GetString()!;
        return (approval, await TokenAsync(approval, "approvalRequest"), meeting);
    }

    /// <summary>The token of the link in the last letter of the kind.</summary>
    public async Task<string> TokenAsync(string about, string kind, string? to = null)
    {
        var letters = await Serve.UntilAsync($"/api/letters?about={about}", found => Of(found, kind, to).Any(), CancellationToken.None);
        return Link().Match(Of(letters, kind, to).Last().GetProperty("text").GetString()!).Groups[1].Value;
    }

    public async Task<JsonElement> ApprovalStateAsync(string approval) =>
        (await Serve.GetAsync($"/api/approvals/{approval}", CancellationToken.None)).GetProperty("approval");

    public async Task<IReadOnlyList<string>> AuditAsync(string subject) =>
        [.. (await Serve.GetAsync($"/api/timeline?subject={subject}", CancellationToken.None)).EnumerateArray()
            .Select(entry => entry.GetProperty("act").GetString()!)];

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await Visitor.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        using var answer = await Visitor.PostAsync(path, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static IEnumerable<JsonElement> Of(JsonElement letters, string kind, string? to) => letters.EnumerateArray()
        .Select(line => line.GetProperty("letter"))
        .Where(letter => letter.GetProperty("kind").GetString() == kind && (to is null || letter.GetProperty("toPersonId").GetString() == to));

    [GeneratedRegex(@"http://flow\.test/l/([a-z2-7]{26})")]
    private static partial Regex Link();
}
