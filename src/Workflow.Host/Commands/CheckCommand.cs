using System.CommandLine;
using Workflow.Activities.Operators;
using Workflow.Engine.Definitions;
using Workflow.Forums.Bodies;
using Workflow.Forums.People;
using Workflow.Host.Composition;
using Workflow.Host.Serve;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary><c>check</c>: what is wrong, and what to do about it. Exit code 1 with findings.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", HostTexts.Get("CheckSummary"))
        {
            SharedOptions.Bodies, SharedOptions.People, SharedOptions.Workflows, SharedOptions.Database, SharedOptions.Json,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = SharedOptions.Files(parsed);
        var settings = ServiceSettings.Read();
        var problems = new List<CheckProblem>();
        var bodies = Bodies(files, problems);
        var people = People(files, bodies, problems);
        var database = parsed.GetValue(SharedOptions.Database) ?? settings.Database;
        bodies ??= new BodyRegister([]);
        await using var services = CommandServices.Build(settings, settings.Runtime(database), bodies, people);
        Definitions(files, services, problems);
        var report = default(CheckReport);
        var isLookedAt = database is not null || File.Exists(settings.DatabaseFile());
        if (isLookedAt)
            report = await DatabaseAsync(services, problems, cancellationToken).ConfigureAwait(false);
        Folders(settings, problems);
        problems.AddRange(
            (await MailCheck.ProblemsAsync(settings, bodies, cancellationToken).ConfigureAwait(false)).Select(
                text => new CheckProblem("mail", text)));
        if (parsed.GetValue(SharedOptions.Json))
            ConsoleIo.WriteJson(new { problems, databaseLookedAt = isLookedAt, report?.Overview, report?.Ahead });
        else
            Print(problems, isLookedAt ? report?.Lines() ?? [] : [HostTexts.Format("NoDatabaseHere", settings.DatabaseFile())]);
        return problems.Count == 0 ? ForumCommandLine.Done : ForumCommandLine.Refused;
    }

    private static BodyRegister? Bodies(ForumFiles files, List<CheckProblem> problems)
    {
        try
        {
            return files.Bodies();
        }
        catch (CommandRefusedException refused)
        {
            problems.AddRange(refused.Refusals.Select(refusal => new CheckProblem("bodies", refusal.Text)));
            return null;
        }
    }

    private static PeopleRegister People(ForumFiles files, BodyRegister? bodies, List<CheckProblem> problems)
    {
        try
        {
            return files.People(bodies);
        }
        catch (CommandRefusedException refused)
        {
            problems.AddRange(refused.Refusals.Select(refusal => new CheckProblem("people", refusal.Text)));
            return new PeopleRegister([]);
        }
    }

    private static void Definitions(ForumFiles files, ServiceProvider services, List<CheckProblem> problems)
    {
        var catalogue = services.GetRequiredService<Engine.Activities.ActivityCatalogue>();
        var definitions = files.Definitions();
        if (definitions.Count == 0)
            problems.Add(new CheckProblem("definitions", HostTexts.Format("NoDefinitions", files.WorkflowsFolder)));
        foreach (var (name, json) in definitions)
        {
            problems.AddRange(DefinitionReader.Read(json, catalogue).Errors.Select(error =>
                new CheckProblem("definitions", $"{name}: {error.Path}: {error.Message} {error.Hint}")));
        }
    }

    /// <summary>
    /// Letters and pages are written below the data folder; where there is none yet, serve must be able to make it.
    /// </summary>
    private static void Folders(ServeOptions settings, List<CheckProblem> problems)
    {
        var folder = new DirectoryInfo(Path.Combine(settings.DataFolder, "mail"));
        while (!folder.Exists && folder.Parent is { } parent)
            folder = parent;
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder.FullName, ".check-" + Path.GetRandomFileName()), FileMode.CreateNew,
                FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new CheckProblem("mail", HostTexts.Format("FolderNotWritable", folder.FullName, exception.Message)));
        }
    }

    private static async Task<CheckReport?> DatabaseAsync(
        ServiceProvider services, List<CheckProblem> problems, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<ForumDatabase>();
        if (!await database.CanConnectAsync(cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new CheckProblem("database", HostTexts.Get("DatabaseUnreachable")));
            return null;
        }

        var pending = await database.PendingMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (pending.Count > 0)
        {
            problems.Add(new CheckProblem("database", HostTexts.Format("MigrationsPending", string.Join(", ", pending))));
            return null;
        }

        var report = await CheckReport.MakeAsync(
            services.GetRequiredService<OperatorDesk>(), cancellationToken).ConfigureAwait(false);
        problems.AddRange(report.Problems());
        return report;
    }

    private static void Print(List<CheckProblem> problems, IEnumerable<string> lines)
    {
        foreach (var problem in problems)
            Console.WriteLine($"[{problem.Area}] {problem.Text}");
        foreach (var line in lines)
            Console.WriteLine(line);
        Console.WriteLine(problems.Count == 0 ? HostTexts.Get("CheckClean") : HostTexts.Format("CheckFound", problems.Count));
    }
}

internal sealed record CheckProblem(string Area, string Text);
