namespace Workflow.Activities.Ports;

/// <summary>What is known of whether a mail comes from the domain that it says.</summary>
public enum SenderProof
{
    /// <summary>No server's word is asked for: anybody may have written the address.</summary>
    NotAsked,

    /// <summary>The server that was named says that DMARC passed.</summary>
    Passed,

    /// <summary>It says otherwise, or nothing.</summary>
    Missing,
}
