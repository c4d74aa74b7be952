using MimeKit;

namespace Workflow.Messaging.Inbound;

/// <summary>
/// How deep and how many the parts are, mails within the mail included; stops counting where it is too much already.
/// </summary>
internal static class MailShape
{
    public static (int Depth, int Count) Measure(MimeEntity? body, int mostDepth, int mostCount)
    {
        var (deepest, count) = (0, 0);
        var open = new Stack<(MimeEntity Entity, int Depth)>();
        if (body is not null)
            open.Push((body, 1));
        while (open.TryPop(out var next) && count <= mostCount && deepest <= mostDepth)
        {
            count++;
            deepest = Math.Max(deepest, next.Depth);
            if (next.Entity is Multipart multipart)
            {
                foreach (var child in multipart)
                    open.Push((child, next.Depth + 1));
            }
            else if (next.Entity is MessagePart { Message.Body: { } inner })
            {
                open.Push((inner, next.Depth + 1));
            }
        }

        return (deepest, count);
    }
}
