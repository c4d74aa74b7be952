namespace Workflow.Activities.Ports;

/// <summary>What a file is called and what it is, without opening it: the same for all doors it may come in by.</summary>
public interface IAttachmentInspector
{
    /// <param name="given">As the sender's program says; never believed.</param>
    InspectedFile Inspect(string? given, string mediaType, ReadOnlyMemory<byte> content);
}

/// <param name="Name">Does no harm on any system; never empty.</param>
public sealed record InspectedFile(string Name, AttachmentFlags Flags)
{
    /// <summary>Whether a person should be warned before opening it.</summary>
    public bool MayDoHarm => (Flags & (AttachmentFlags.Macro | AttachmentFlags.Executable)) != 0;
}
