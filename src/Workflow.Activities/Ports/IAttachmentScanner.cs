namespace Workflow.Activities.Ports;

/// <summary>Looks for malware in a file.</summary>
public interface IAttachmentScanner
{
    /// <returns>What could not be scanned is <see cref="ScanVerdict.Unknown"/>, never clean and never an exception.</returns>
    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
