using System.Diagnostics;

namespace Workflow.IntegrationTests.Databases;

/// <summary>Where PostgreSQL's own programs lie, and how they are run: never as root, which they refuse.</summary>
internal sealed class PostgresBinaries
{
    private readonly string _folder;

    private PostgresBinaries(string folder) => _folder = folder;

    /// <summary>From PATH, else the newest of Debian's folders; null where there are none.</summary>
    public static PostgresBinaries? Find()
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories(
                "/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var found = path.Concat(debian).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        return found is null ? null : new PostgresBinaries(found);
    }

    /// <summary>Hands a folder to the user that the programs run as.</summary>
    public static async Task OwnAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            await ExecuteAsync("chown", ["-R", "postgres", folder]);
    }

    public Task<string> RunAsync(string program, params string[] arguments)
    {
        var file = FileOf(program);
        return Environment.IsPrivilegedProcess
            ? ExecuteAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments])
            : ExecuteAsync(file, arguments);
    }

    /// <summary>Where only some of the programs are linked into PATH, the others lie beside what is linked.</summary>
    private string FileOf(string program)
    {
        var file = Path.Combine(_folder, program);
        var real = new FileInfo(Path.Combine(_folder, "initdb")).ResolveLinkTarget(returnFinalTarget: true);
        return File.Exists(file) || real is null ? file : Path.Combine(Path.GetDirectoryName(real.FullName)!, program);
    }

    private static async Task<string> ExecuteAsync(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{file}' did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"'{Path.GetFileName(file)}' ended with {process.ExitCode}: {await error}{output}");
    }
}
