using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Workflow.Engine.Activities;
using Workflow.Forums.Publications;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary><c>verify</c>: is the audit trail whole, and are the published files what was decided? Exit code 1 if not.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    private static readonly Option<DirectoryInfo?> Root = new("--out") { Description = HostTexts.Get("VerifyOutOption") };

    public static Command Create()
    {
        var command = new Command("verify", HostTexts.Get("VerifySummary")) { Root, SharedOptions.Database, SharedOptions.Json };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = ServiceSettings.Read();
        var named = parsed.GetValue(Root)?.FullName;
        if (named is not null)
            settings.DataFolder = named;
        var root = settings.DataFolder;
        // A folder that is named and holds a database, such as a replay's, is looked at as one thing.
        var isWhole = named is not null && File.Exists(settings.DatabaseFile());
        var database = parsed.GetValue(SharedOptions.Database) ?? (isWhole ? settings.DatabaseFile() : null);
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new ActivityCatalogue([]))
            .AddForumRuntime(settings.Runtime(database))
            .BuildServiceProvider();
        if (!await services.GetRequiredService<ForumDatabase>().CanConnectAsync(cancellationToken).ConfigureAwait(false))
            throw new CommandRefusedException(new Forums.Refusal("no-database", HostTexts.Get("DatabaseUnreachable")));
        var audit = await services.GetRequiredService<AuditVerifier>().VerifyAsync(cancellationToken).ConfigureAwait(false);
        var pages = await PagesAsync(services.GetRequiredService<ForumRuntime>(), root, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(SharedOptions.Json))
            ConsoleIo.WriteJson(new { audit.Entries, audit.Subjects, audit.Faults, pages });
        else
            Print(audit, pages);
        return audit.IsWhole && pages.Count == 0 ? ForumCommandLine.Done : ForumCommandLine.Refused;
    }

    private static Task<List<PageFault>> PagesAsync(
        ForumRuntime runtime, string root, CancellationToken cancellationToken) => runtime.ReadAsync(
        async (session, token) =>
        {
            var faults = new List<PageFault>();
            foreach (var page in await session.AllPublicationsAsync(token).ConfigureAwait(false))
            {
                var path = Path.Combine(root, page.Path);
                if (page.WrittenAt is null)
                    faults.AddRange(Unwritten(page, session.Now));
                else if (!File.Exists(path))
                    faults.Add(new PageFault(page.Path, HostTexts.Get("PageMissing")));
                else if (Convert.ToHexStringLower(
                    SHA256.HashData(await File.ReadAllBytesAsync(path, token).ConfigureAwait(false))) != page.ContentHash)
                    faults.Add(new PageFault(page.Path, HostTexts.Get("PageChanged")));
            }

            return faults;
        },
        cancellationToken);

    /// <summary>A page decided on a moment ago is on its way; one that failed, or that nobody has tried, is not there.</summary>
    private static IEnumerable<PageFault> Unwritten(Publication page, DateTimeOffset now) =>
        page.Failure is { } failure ? [new PageFault(page.Path, HostTexts.Format("PageUnwrittenBecause", failure))]
        : now - page.PublishedAt > OnItsWay ? [new PageFault(page.Path, HostTexts.Get("PageUnwritten"))]
        : [];

    private static void Print(AuditReport audit, List<PageFault> pages)
    {
        foreach (var fault in audit.Faults)
            Console.WriteLine($"{fault.Row} {fault.SubjectId} #{fault.Sequence}: {fault.Problem}");
        foreach (var page in pages)
            Console.WriteLine($"{page.Path}: {page.Problem}");
        Console.WriteLine(HostTexts.Format("Verified", audit.Entries, audit.Subjects, audit.Faults.Count + pages.Count));
    }

    private sealed record PageFault(string Path, string Problem);
}
