using MimeKit;

namespace Workflow.Messaging;

/// <summary>The body of a letter, which knows whether it has been written to its end: only then can a server take it.</summary>
internal sealed class LetterBody(string subtype) : Multipart(subtype)
{
    public bool IsWhole { get; private set; }

    /// <summary>What was written so far was to measure it.</summary>
    public void Begin() => IsWhole = false;

    public override void WriteTo(
        FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        base.WriteTo(options, stream, contentOnly, cancellationToken);
        IsWhole = true;
    }

    public override async Task WriteToAsync(
        FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken).ConfigureAwait(false);
        IsWhole = true;
    }
}
