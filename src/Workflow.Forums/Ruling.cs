using System.Diagnostics.CodeAnalysis;

namespace Workflow.Forums;

/// <summary>The domain's answer to a command: what becomes of it, or a typed refusal. Nothing is written on a refusal.</summary>
public sealed class Ruling<T>
{
    private readonly T? _value;

    private Ruling(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}: {Refusal.Text}");

    public static implicit operator Ruling<T>(T value) => new(value, null);

    public static implicit operator Ruling<T>(Refusal refusal) => new(default, refusal);
}
