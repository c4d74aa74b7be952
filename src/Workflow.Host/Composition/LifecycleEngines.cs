using System.Collections.Frozen;
using Workflow.Runtime;

namespace Workflow.Host.Composition;

/// <summary>What can carry the lifecycles in this build: the embedded engine always, others where they were built in.</summary>
public sealed class LifecycleEngines
{
    public const string Embedded = "embedded";

    private readonly FrozenDictionary<string, Func<IServiceProvider, ILifecycleEngine>> _others;

    private LifecycleEngines(IReadOnlyDictionary<string, Func<IServiceProvider, ILifecycleEngine>> others) =>
        _others = others.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The default build.</summary>
    public static LifecycleEngines OnlyEmbedded { get; } = With(
        new Dictionary<string, Func<IServiceProvider, ILifecycleEngine>>());

    /// <param name="others">By the name that <c>--runtime</c> takes.</param>
    public static LifecycleEngines With(
        IReadOnlyDictionary<string, Func<IServiceProvider, ILifecycleEngine>> others) => new(others);

    /// <returns>Null for the embedded engine.</returns>
    /// <exception cref="CommandRefusedException">This build holds no such engine.</exception>
    public Func<IServiceProvider, ILifecycleEngine>? Find(string name)
    {
        if (name == Embedded)
            return null;
        return _others.GetValueOrDefault(name) ?? throw new CommandRefusedException(new Forums.Refusal(
            "runtime-unknown", HostTexts.Format(
                "RuntimeUnknown", name, string.Join(", ", _others.Keys.Order(StringComparer.Ordinal).Prepend(Embedded)))));
    }
}
