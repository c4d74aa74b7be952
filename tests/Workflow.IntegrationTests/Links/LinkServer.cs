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

    /// <summary>What a hostile person writes into a name, a title or an answer.</summary>
    public const string Hostile =
        "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}&lt;b&gt;javascript:alert(4)";

    /// <summary>A council that consults north and south on every item.</summary>
    internal const string Body = """
        {
          "id": "council", "name": "Skovby Council", "kind": "political", "aliases": ["Council"], "language": "en",
          "minutesApprovedAt": "nextMeeting",
          "meetings": { "call": 400, "submission": 300, "agendaApproval": 3, "dispatch": 2, "material": 1 },
          "itemConsultation": {
            "workingDays": 20, "question": "What do you think of it?",
            "parties": [
              { "id": "north", "name": "North & <b>Sons</b>", "address": "north@skovby.invalid" },
              { "id": "south", "name": "South", "address": "south@skovby.invalid" }
            ]
          }
        }
        """;

    private readonly HostFolder _folder = new();
    private ServeProcess? _serve;
    private int _meetings;
    private int _items;

    internal ServeProcess Serve => _serve!;

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Visitor { get; private set; } = null!;

    public string DatabaseFile => _folder.DatabaseFile;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, "workflows", "bodies", "council.json"), Body);
        var scanner = Path.Combine(_folder.Root, "scan");
        await File.WriteAllTextAsync(scanner, "#!/bin/sh\nif grep EICAR > /dev/null; then exit 1; fi\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scanner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _serve = await ServeProcess.StartAsync(_folder.Root, CancellationToken.None, new Dictionary<string, string>
        {
            ["Workflow__PublicUrl"] = PublicUrl,
            ["Workflow__LinkRequestsPerMinute"] = "100000",
            ["Workflow__LinkUploadMegabytes"] = "2",
            ["Workflow__Mail__ScannerCommand"] = scanner,
            ["Workflow__Mail__ReplyAddress"] = "flow@forum.example",
        });
        Visitor = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        { BaseAddress = _serve.Client.BaseAddress };
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
            "/api/meetings", new { bodyId = "council", date = HostFolder.Text(day), time = "09:00", place = "Skovby" },
            "secretary", CancellationToken.None))
            .GetProperty("id").GetString()!;
        var answer = await Serve.UntilAsync(
            $"/api/meetings/{meeting}", found => found.GetProperty("approvals").GetArrayLength() > 0, CancellationToken.None);
        var approval = answer.GetProperty("approvals")[0].GetProperty("id").GetString()!;
        return (approval, await TokenAsync(approval, "approvalRequest"), meeting);
    }

    /// <summary>Hands in an item on which north and south are consulted.</summary>
    /// <returns>The consultation's id, and the token of the link in the letter to north.</returns>
    public async Task<(string Consultation, string Token)> ConsultationAsync(string title = "A bench by the lake")
    {
        var consultation = await AskAsync(Serve, $"item.skovby.{Interlocked.Increment(ref _items)}", title);
        return (consultation, await TokenAsync(consultation, "hearingNotice", "north"));
    }

    /// <returns>The consultation's id.</returns>
    internal static async Task<string> AskAsync(ServeProcess serve, string id, string title)
    {
        var sections =
            new[] { new { kind = "economy", blocks = new[] { new { text = "Sagen er ikke forbundet med udgifter." } } } };
        await serve.PostAsync(
            "/api/items",
            new { itemId = id, bodyId = "council", title, access = "open", sections, recommendation = new[] { new { text = "Det indstilles, at bænken godkendes." } } },
            "secretary",
            CancellationToken.None);
        await serve.PostAsync($"/api/items/{id}/submit", new { late = new { reason = "It broke.", allowedById = "chair" } },
            "secretary", CancellationToken.None);
        var findings = await serve.UntilAsync($"/api/subjects/{id}",
            found => found.GetProperty("instance").GetProperty("waitsFor").GetString()!.Length > 0, CancellationToken.None);
        if (findings.GetProperty("instance").GetProperty("waitsFor").GetString()!.Contains(
            "FindingsAccepted", StringComparison.Ordinal))
            await serve.PostAsync(
                $"/api/items/{id}/findings/accept", new { reason = "As it is meant." }, "secretary", CancellationToken.None);
        return $"consultation.{id}.1";
    }

    /// <summary>Changes what is stored, as if time had passed.</summary>
    public void Store(string statement)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + DatabaseFile);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = statement;
#pragma warning restore CA2100
        if (command.ExecuteNonQuery() == 0)
            throw new InvalidOperationException("Nothing was changed: " + statement);
    }

    /// <summary>The consultation's deadline has passed; its lifecycle does not know yet.</summary>
    public void PassDeadline(string consultation) => Store(
        $"update consultations set data = json_set(data, '$.deadline', '2026-01-01T12:00:00+00:00') where id = '{consultation}'");

    public async Task<JsonElement> PartyAsync(string consultation, string party = "north")
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + DatabaseFile);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select data from consultations where id = $id";
        command.Parameters.AddWithValue("$id", consultation);
        var data = JsonSerializer.Deserialize<JsonElement>((string)(await command.ExecuteScalarAsync())!);
        return data.GetProperty("parties").EnumerateArray().Single(found => found.GetProperty("id").GetString() == party);
    }

    public async Task<(HttpStatusCode Status, string Text)> SendAsync(
        string path, IEnumerable<(string Name, string Value)> fields, params (string Name, string Type, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (name, type, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.TryAddWithoutValidation("Content-Type", type);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name}\"");
            form.Add(part);
        }

        using var answer = await Visitor.PostAsync(path, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The token of the link in the last letter of the kind.</summary>
    public async Task<string> TokenAsync(string about, string kind, string? to = null)
    {
        var letters = await Serve.UntilAsync(
            $"/api/letters?about={about}", found => Of(found, kind, to).Any(), CancellationToken.None);
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
        .Where(letter => letter.GetProperty("kind").GetString() == kind
            && (to is null || letter.GetProperty("toPersonId").GetString() == to));

    [GeneratedRegex(@"http://flow\.test/l/([a-z2-7]{26})")]
    private static partial Regex Link();
}
