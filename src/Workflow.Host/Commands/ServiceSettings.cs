using Microsoft.Extensions.Configuration;
using Workflow.Host.Serve;
using Workflow.Runtime;

namespace Workflow.Host.Commands;

/// <summary>
/// The settings of the service, as <c>serve</c> would read them here: a command that looks at its things must look at the same.
/// </summary>
internal static class ServiceSettings
{
    public static ServeOptions Read() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build().GetSection(ServeOptions.Section).Get<ServeOptions>() ?? new ServeOptions();

    public static string DatabaseFile(this ServeOptions options) => Path.Combine(options.DataFolder, "workflow.db");

    /// <param name="option">The command line's, which goes first.</param>
    public static RuntimeOptions Runtime(this ServeOptions options, string? option)
    {
        var runtime = DatabaseOptions.From(
            option ?? options.Database, options.DatabaseFile(), options.IdleInTransactionTimeout);
        runtime.LinkKey = options.LinkKey;
        return runtime;
    }
}
