using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Workflow.Activities.Ports;

namespace Workflow.Messaging.Inbound;

internal sealed partial class MailParts
{
    private void Keep(MimePart part, AttachmentFlags flags = AttachmentFlags.None)
    {
        if (part is ApplicationPkcs7Signature or ApplicationPgpSignature)
            flags |= AttachmentFlags.Signature;
        if (part.ContentId is { } id && !part.IsAttachment && part.ContentType.IsMimeType("image", "*"))
            _pictures[_attachments.Count] = id;
        Keep(part, Bytes(part), flags);
    }

    /// <summary>
    /// A picture is shown within the text where the text's markup names it. A telephone calls every photo inline: with no
    /// text around it, or none that names it, it is what the author sends.
    /// </summary>
    private void MarkPictures()
    {
        foreach (var (at, id) in _pictures.Where(picture => _texts.Count > 0 && _shown.Contains(picture.Value)))
            _attachments[at] = _attachments[at] with { Flags = _attachments[at].Flags | AttachmentFlags.Inline };
    }

    private void Keep(MimeEntity part, ReadOnlyMemory<byte> content, AttachmentFlags flags)
    {
        var mediaType = CleanText.Line(part.ContentType.MimeType, 100).ToLowerInvariant();
        var given = part.ContentDisposition?.FileName ?? part.ContentType.Name;
        var name = AttachmentName.Make(given, mediaType, _attachments.Count + 1, _names);
        if (given is not null && !given.Equals(name, StringComparison.Ordinal))
            flags |= AttachmentFlags.Renamed;
        flags |= AttachmentContent.Flags(given ?? name, content.Span) | (_isTnef ? AttachmentFlags.Tnef : AttachmentFlags.None);
        _attachments.Add(
            new InboundAttachment(name, mediaType, Convert.ToHexStringLower(SHA256.HashData(content.Span)), content, flags));
    }

    private byte[] Bytes(MimePart part)
    {
        using var bytes = new BoundedStream(_limits.ContentBytes - _contentBytes);
        part.Content?.DecodeTo(bytes);
        return Counted(bytes);
    }

    private byte[] Bytes(MessagePart part)
    {
        using var bytes = new BoundedStream(_limits.ContentBytes - _contentBytes);
        part.Message?.WriteTo(bytes);
        return Counted(bytes);
    }

    private byte[] Counted(BoundedStream bytes)
    {
        _contentBytes += bytes.Length;
        if (bytes.IsCut)
            _problems.Add(InboundProblem.TooMuchContent);
        return bytes.ToArray();
    }
}
