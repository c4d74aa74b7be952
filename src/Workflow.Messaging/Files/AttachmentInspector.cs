using Workflow.Activities.Ports;
using Workflow.Messaging.Inbound;

namespace Workflow.Messaging.Files;

/// <summary>The rules for attachments of mail, for files that come another way.</summary>
public sealed class AttachmentInspector : IAttachmentInspector
{
    public InspectedFile Inspect(string? given, string mediaType, ReadOnlyMemory<byte> content)
    {
        var name = AttachmentName.Make(given, mediaType, 1, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        return new InspectedFile(name, AttachmentContent.Flags(given ?? name, content.Span));
    }
}
