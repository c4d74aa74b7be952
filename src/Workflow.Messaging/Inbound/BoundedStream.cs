namespace Workflow.Messaging.Inbound;

/// <summary>Takes so many bytes and no more; what is beyond is left out, and that is said.</summary>
internal sealed class BoundedStream(long most) : MemoryStream
{
    public bool IsCut { get; private set; }

    /// <summary>All other ways of writing end here, since a derived stream is not known to have a way of its own.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var room = (int)Math.Clamp(most - Length, 0, count);
        IsCut |= room < count;
        base.Write(buffer, offset, room);
    }

    public override void WriteByte(byte value) => Write([value], 0, 1);
}
