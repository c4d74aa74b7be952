namespace Workflow.Activities.Ports;

/// <summary>What a scanner said of a file.</summary>
public enum ScanVerdict
{
    /// <summary>No scanner is set up.</summary>
    NotScanned,

    Clean,

    Infected,

    /// <summary>
    /// The scanner failed, or took too long: the file is treated as if it were infected until a person decides.
    /// </summary>
    Unknown,
}
